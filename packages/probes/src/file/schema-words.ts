import * as z from 'zod/mini'

export const described = <Schema extends z.ZodMiniType>(schema: Schema, text: string) =>
  schema.check(z.describe(text))
export const shaped = (shape: RegExp, error: string) => z.string().check(z.regex(shape, { error }))

export const text = z.string().check(z.minLength(1))
export const path = shaped(
  /^\/[\x21-\x7e]*$/,
  'must be a path below base-url that begins with /, without blanks',
)
export const pointer = shaped(/^(\/([^/~]|~[01])*)*$/, 'must be a JSON Pointer such as /token')
export const headerName = shaped(/^[!#$%&'*+\-.^_`|~\w]+$/, 'must be the name of a header')
const headerText = shaped(/^[\t\x20-\x7e]*$/, 'must be printable ASCII, which a header can hold')
export const method = shaped(/^[A-Z]{1,20}$/, 'must be a method in capitals, such as POST')

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const demanding = z
  .strictObject({
    equals: z.optional(described(z.json(), 'Exactly this, type and all.')),
    contains: z.optional(described(text, 'This stands in the text.')),
    pattern: z.optional(described(text, "A regular expression in RE2's syntax, found anywhere in the text.")),
    type: z.optional(z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])),
    absent: z.optional(z.literal(true)),
  })
  .check(
    z.refine((value) => Object.keys(value).length === 1, {
      error: 'must say one of equals, contains, pattern, type, absent',
      when: ({ issues }) => issues.length === 0,
    }),
  )
export const demand = z.union([scalar, demanding], {
  error: 'expected a value, or one of equals, contains, pattern, type, absent',
})

/** A header or a body is always a text, so that a demand for a number or another type would always or never hold. */
const { contains, pattern, absent } = demanding.shape
const equals = z.optional(described(z.string(), 'Exactly this text.'))
const oneOf = (value: object) => Object.keys(value).length === 1
export const headerDemand = z.union(
  [z.string(), z.strictObject({ equals, contains, pattern, absent }).check(z.refine(oneOf))],
  {
    error: 'expected a text, which a number is in quotes alone, or one of equals, contains, pattern, absent',
  },
)
export const textDemand = z.union(
  [text, z.strictObject({ equals, contains, pattern }).check(z.refine(oneOf))],
  { error: 'expected a text that must be there, or one of equals, contains, pattern' },
)
export const body = z.union([z.string(), z.record(z.string(), z.json()), z.array(z.json())])
export const headers = z.record(headerName, headerText)

export const request = {
  method: z.optional(method),
  path,
  headers: z.optional(headers),
  body: z.optional(described(body, 'Text as it is; a mapping or list is sent as JSON.')),
}

export type DemandEntry = z.output<typeof demand>
export type RequestEntry = z.output<z.ZodMiniObject<typeof request>>
