import * as z from 'zod/mini'
import { probeFileSchema } from './probe-file/schema.ts'

/** Schemas for editors, by the name of the file that is published beside the action. */
export const schemas = {
  'probes.schema.json': {
    ...z.toJSONSchema(probeFileSchema, { io: 'input', reused: 'ref' }),
    title: 'What is probed of a deployed Worker, and what is expected',
  },
}
