import { probeFileSchema } from '@suite/probes/file'
import * as z from 'zod/mini'

/** Schemas for editors, by the name of the file that is published with the action. */
export const schemas = {
  'probes.schema.json': {
    ...z.toJSONSchema(probeFileSchema, { io: 'input', reused: 'ref' }),
    title: 'What is probed of a deployed Worker, and what is expected',
  },
}
