import { ruleFileJsonSchema } from '@suite/change-rules/schema'

/** Schemas for editors, by the name of the file that is published next to the action. */
export const schemas = { 'labeler.schema.json': ruleFileJsonSchema() }
