import * as z from 'zod/mini'
import { checkGlobs } from './check-globs.ts'
import { checkLabels, describeStart } from './check-labels.ts'
import { checkOldForm } from './old-form.ts'
import { SYNC_MODES } from './rules.ts'

/** GitHub's limit, in characters. */
const MAX_DESCRIPTION = 100

const glob = z.string().check(z.describe('A glob with the meaning of minimatch.'))

function oneOrMany<Item extends z.ZodMiniType>(item: Item, error: string) {
  return z.union([item, z.array(item).check(z.minLength(1))], { error })
}

const globs = z.optional(oneOrMany(glob, 'expected a glob or a list of globs'))
const branches = z.optional(
  oneOrMany(
    z
      .string()
      .check(z.minLength(1), z.describe('A regular expression, found anywhere in the name of the branch.')),
    'expected a regular expression or a list of them, each in quotes',
  ),
)

const files = z
  .strictObject(
    {
      'any-glob-to-any-file': globs,
      'any-glob-to-all-files': globs,
      'all-globs-to-any-file': globs,
      'all-globs-to-all-files': globs,
    },
    { error: forText((text) => `say how it matches: "- any-glob-to-any-file: ${text}"`) },
  )
  .check(nonEmpty('names no glob'))

const base = {
  'changed-files': z.optional(z.array(files).check(z.minLength(1))),
  'base-branch': branches,
  'head-branch': branches,
}
const condition = z.strictObject(base, { error: forText(describeRule) }).check(nonEmpty('names no condition'))
const conditions = (text: string) => z.optional(z.array(condition).check(z.minLength(1), z.describe(text)))
const match = z
  .strictObject(
    { any: conditions('One of these must hold.'), all: conditions('Each of these must hold.'), ...base },
    { error: forText(describeRule) },
  )
  .check(nonEmpty('names no condition'))
const matches = z.array(match)

const declaration = z.strictObject({
  rules: z.optional(matches),
  sync: z.optional(
    z
      .enum(SYNC_MODES)
      .check(z.describe('When the label is removed: always, only if this token added it (own), or never.')),
  ),
  color: z.optional(
    z.string().check(
      z.regex(/^#?[0-9a-fA-F]{6}$/, {
        error: 'must be six hexadecimal digits in quotes, such as "d93f0b"',
      }),
    ),
  ),
  description: z.optional(z.string().check(z.maxLength(MAX_DESCRIPTION))),
})

const label = z.union([matches, declaration], {
  error: (issue) => forText(describeRule)(issue) ?? 'expected a list of rules, or a mapping with `rules`',
})

const count = z.union(
  [
    z.int().check(z.gte(0)),
    z.string().check(z.regex(/^\d{1,9}$/, { error: 'must be a whole number from 0' })),
  ],
  { error: 'must be a whole number from 0' },
)

function describedCount(text: string) {
  return z.optional(count.check(z.describe(text)))
}

/**
 * The schema of a rule file. It accepts what actions/labeler 7 reads, and also a mapping as the value of a label
 * (`rules`, `sync`, `color`, `description`). Actions/labeler refuses that mapping, so no file has two meanings.
 */
export const ruleFileSchema = z
  .catchall(
    z.object(
      {
        'changed-files-labels-limit': describedCount(
          'If more labels than this would be new by changed files, none of them is added.',
        ),
        'max-files-changed': describedCount(
          'Above this many changed files, labels that depend on files are left alone.',
        ),
      },
      { error: ({ code, input }) => (code === 'invalid_type' ? describeStart(input) : undefined) },
    ),
    label,
  )
  .check(
    z.superRefine(checkLabels, { when: ({ value }) => isMapping(value) }),
    z.superRefine(checkOldForm, { when: ({ value }) => isMapping(value) }),
    z.superRefine(checkGlobs, { when: ({ value }) => isMapping(value) }),
  )

export type RuleFile = z.output<typeof ruleFileSchema>
export type LabelValue = z.output<typeof label>
export type Match = z.output<typeof match>
export type MatchCondition = z.output<typeof condition>

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nonEmpty(message: string) {
  return z.refine<object>((value) => Object.keys(value).length > 0, {
    error: message,
    when: ({ issues }) => issues.length === 0,
  })
}

type DescribeText = (text: string) => string

/** An error text for where a mapping is expected and text was written. */
function forText(describe: DescribeText) {
  return (issue: z.core.$ZodRawIssue): string | undefined =>
    typeof issue.input === 'string' ? describe(JSON.stringify(issue.input)) : undefined
}

function describeRule(text: string): string {
  return `a rule is a mapping; write "- changed-files: [{ any-glob-to-any-file: ${text} }]"`
}
