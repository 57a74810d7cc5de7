import * as z from 'zod/mini'
import { described, path } from '../../file/schema-words.ts'

export const schema = described(
  z.strictObject({ path: z.optional(path) }),
  'A key set to verify tokens with.',
)
