import * as z from 'zod/mini'
import { described } from '../../file/schema-words.ts'

export const schema = described(
  z.strictObject({}),
  'A value put, read, deleted and gone. Needs kv-namespace-id.',
)
