import * as z from 'zod/mini'
import { describeBadName } from './asset-names.ts'
import { findContradictions } from './contradictions.ts'
import { manifestFormat, permissionNames } from './manifest.ts'

const sha256 = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower-case hexadecimal digits'))
const size = z.int('must be a whole number of bytes').check(z.positive('must be more than 0 bytes'))
/** One line of text: no control character could forge a line of a log or of the notes. */
const line = z
  .string()
  .check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(4096, 'must have at most 4096 characters'),
    z.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, 'must be one line without control characters'),
  )
/** https://semver.org, clause 2, 9 and 10. */
const version = z
  .string()
  .check(
    z.maxLength(200, 'must have at most 200 characters'),
    z.regex(
      /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/,
      'must be a semantic version without v, such as 1.2.3',
    ),
  )
const target = z
  .string()
  .check(
    z.regex(/^[a-z0-9_]{1,40}(?:-[a-z0-9_]{1,40}){2,3}$/, 'must be a target, such as x86_64-apple-darwin'),
  )

const assetName = z.string().check(
  z.superRefine((name, context) => {
    const bad = describeBadName(name)
    if (bad) context.addIssue({ code: 'custom', message: bad })
  }),
)

const wrongScope = 'must be a list of values that is not empty, "all", or null'
const scope = z.union(
  [z.array(line).check(z.minLength(1, wrongScope)), z.literal('all'), z.null()],
  wrongScope,
)
const permission = z.strictObject({ allow: scope, deny: scope, ignore: z.optional(scope) })
const permissions = z.strictObject(
  Object.fromEntries(permissionNames.map((name) => [name, permission])) as Record<
    (typeof permissionNames)[number],
    typeof permission
  >,
)

const shape = z.strictObject({
  schema: z.literal(manifestFormat),
  name: line,
  version,
  commit: z
    .string()
    .check(
      z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a full commit id, 40 or 64 hexadecimal digits'),
    ),
  createdFor: z.iso.datetime('must be a time in UTC, such as 2026-01-31T12:00:00Z'),
  deno: z.strictObject({
    version,
    bases: z.array(
      z.strictObject({
        target,
        archiveSha256: sha256,
        checkedAgainst: z.enum(['committed-sums', 'published-sums']),
      }),
    ),
  }),
  entrypoint: line,
  arguments: z.array(line),
  permissions,
  assets: z
    .array(
      z.strictObject({
        name: assetName,
        target,
        size,
        built: sha256,
        published: sha256,
        glibc: z.optional(
          z.string().check(z.regex(/^\d{1,4}(?:\.\d{1,4}){1,2}$/, 'must be a version, such as 2.31')),
        ),
      }),
    )
    .check(z.minLength(1, 'must list at least one binary')),
  documents: z.array(z.strictObject({ name: assetName, kind: z.enum(['sbom']), size, sha256 })),
  reproducible: z.enum(['checked', 'not-checked']),
})

/** The form of a manifest, with the rules that JSON Schema cannot state. */
export const manifestSchema = shape.check(
  z.superRefine((manifest, context) => {
    for (const { path, what } of findContradictions(manifest))
      context.addIssue({ code: 'custom', path: [...path], message: what })
  }),
)

/** Returns the JSON Schema (draft 2020-12) of a manifest, for those who read it with other tools. */
export function manifestJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(shape), title: 'What a release consists of' }
}
