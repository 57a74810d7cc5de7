import * as z from 'zod/mini'
import { path, text } from '../../file/schema-words.ts'

export const schema = z.strictObject({ path: z.optional(path), has: z.optional(z.array(text)) })
