import * as z from 'zod/mini'
import { described, path } from '../../file/schema-words.ts'

export const schema = described(
  z.strictObject({ paths: z.optional(z.array(path).check(z.minLength(1))) }),
  '/healthz and /readyz.',
)
