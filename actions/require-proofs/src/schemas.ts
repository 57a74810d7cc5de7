import * as z from 'zod/mini'
import { policySchema } from './policy-schema.ts'

/** Schemas for editors, by the name of the file that is published next to the action. */
export const schemas = {
  'proofs.schema.json': {
    ...z.toJSONSchema(policySchema, { io: 'input' }),
    title: 'Which proofs a change must carry',
  },
}
