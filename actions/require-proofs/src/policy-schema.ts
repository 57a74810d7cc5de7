import { durationText } from '@suite/contract/grammar'
import * as z from 'zod/mini'

const oneOrMore = <Schema extends z.core.$ZodType>(item: Schema) =>
  z.union([item, z.array(item).check(z.minLength(1))])
const text = z.string().check(z.minLength(1))
const line = z
  .string()
  .check(z.regex(/^[^\p{C}]{1,1000}$/u, { error: 'must be one line of up to 1,000 characters' }))
const pointer = z.string().check(z.regex(/^(\/([^/~]|~[01])*)+$/))

/** A duration without a unit, which YAML reads as a number. */
const seconds = z.pipe(
  z.int().check(z.gte(1)),
  z.transform((count) => count * 1_000),
)

const content = z.union([
  z.strictObject({ text }),
  z.strictObject({ pattern: text }),
  z.strictObject({ json: pointer, equals: z.optional(z.union([z.string(), z.number(), z.boolean()])) }),
  z.strictObject({
    evidence: z.strictObject({
      kind: z.optional(text),
      verdict: z.optional(z.enum(['pass', 'fail', 'skip'])),
      passed: z.optional(z.array(text).check(z.minLength(1))),
      subject: z.optional(z.record(text, z.union([z.string(), z.number(), z.boolean()]))),
    }),
  }),
])

/** The policy file, as it is written. An unknown key is an error. */
export const policySchema = z.strictObject({
  proofs: z.optional(
    z.array(
      z.strictObject({
        for: oneOrMore(text),
        paths: z.optional(oneOrMore(text)),
        files: oneOrMore(text),
        'at-least': z.optional(z.int().check(z.gte(1), z.lte(100))),
        contains: z.optional(z.array(content)),
        'max-age': z.optional(z.union([durationText, seconds])),
        dated: z.optional(pointer),
        command: z.optional(oneOrMore(line)),
      }),
    ),
  ),
  waivers: z.optional(
    z.array(
      z.strictObject({
        for: oneOrMore(text),
        logins: z.optional(z.array(text)),
        teams: z.optional(z.array(z.string().check(z.regex(/^[\w.-]+\/[\w.-]+$/)))),
      }),
    ),
  ),
})

export type PolicyFile = z.output<typeof policySchema>
