import * as z from 'zod/mini'
import { ruleFileSchema } from './rule-file-schema.ts'

/** Returns the JSON Schema (draft 2020-12) of a rule file, for editors. */
export function ruleFileJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(ruleFileSchema, { io: 'input', reused: 'ref' }),
    title: 'Labels by changed files and branches',
  }
}
