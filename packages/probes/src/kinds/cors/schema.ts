import * as z from 'zod/mini'
import { body, described, headerName, headers, method, path, shaped } from '../../file/schema-words.ts'

const origin = shaped(
  /^https?:\/\/[a-z0-9.[\]:-]{1,260}$/,
  'must be an origin such as https://app.example.com',
)

export const schema = described(
  z.strictObject({
    path,
    method: z.optional(method),
    origin: z.optional(described(origin, 'The input app-origin by default.')),
    headers: z.optional(z.array(headerName)),
    credentials: z.optional(z.boolean()),
    'foreign-origin': z.optional(origin),
    expose: z.optional(
      z.union([z.literal(false), z.array(headerName).check(z.minLength(1))], {
        error: 'expected a list of header names, or false where none is exposed',
      }),
    ),
    actual: z.optional(
      z.union([z.literal(false), z.strictObject({ headers: z.optional(headers), body: z.optional(body) })], {
        error: 'expected headers and body of the actual request, or false to send none',
      }),
    ),
  }),
  'A preflight, one of a foreign origin, and the actual request.',
)
