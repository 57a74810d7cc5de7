import type * as z from 'zod/mini'
import { OPTION_KEYS } from './check-labels.ts'
import type { Quantifier } from './rules.ts'

/** Globs, and how the files of a change must match them. */
type FilesRule = readonly [quantifier: Quantifier, globs: readonly string[]]

/** One item of a label's list: all of its rules must hold. The label needs one item that holds. */
type OldItem = readonly FilesRule[]

/** The maximum number of blocks in a suggestion; people would not follow a longer one. */
const MAX_BLOCKS = 4

/**
 * Reports each label in the form of actions/labeler 4 with the equivalent in the current form. In the old form, a
 * label was a glob or a list of globs and of mappings with `any` (all of its globs match one file) and `all` (all of
 * its globs match every file), and one item of the list had to hold.
 * @see https://github.com/actions/labeler/blob/v4/README.md
 */
export function checkOldForm(value: object, context: z.core.$RefinementCtx<object>): void {
  for (const [name, label] of Object.entries(value).filter(([key]) => !OPTION_KEYS.has(key))) {
    const place = findOldForm(label)
    if (place === undefined) continue
    const advice = rewrite(name, label)
    const message = `this is the form of actions/labeler 4; ${advice === undefined ? 'write its globs below changed-files' : `with the same meaning it is now\n${advice}`}`
    const params = { covers: [name] }
    context.addIssue({ code: 'custom', message, path: [name, ...place], input: label, params })
  }
}

/** Returns where the old form first occurs, as a path below the label; undefined if it does not occur. */
function findOldForm(label: unknown): readonly PropertyKey[] | undefined {
  if (typeof label === 'string') return []
  for (const [index, item] of Array.isArray(label) ? label.entries() : []) {
    if (typeof item === 'string') return [index]
    const block = (['any', 'all'] as const).find((key) => globsOf(item?.[key]) !== undefined)
    if (block !== undefined) return [index, block]
  }
  return undefined
}

function globsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  const isList = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
  return isList ? value : undefined
}

/** Returns the label in the current form; undefined if it contains more than the old form, or is too long. */
function rewrite(name: string, label: unknown): string | undefined {
  const items = (Array.isArray(label) ? label : [label]).map(toOldItem)
  if (!items.every((item) => item !== undefined)) return undefined
  const key = `${/^[\w./-][\w:./-]*$/.test(name) && !name.endsWith(':') ? name : JSON.stringify(name)}:`
  const [only] = items
  if (items.length === 1 && only && only.length > 1) return [key, ...blockLines('all', only)].join('\n')
  if (items.every(({ length }) => length === 1))
    return [key, '  - changed-files:', ...filesLines(items.flat(), 6)].join('\n')
  const blocks = chooseOneOfEach(items)
  return blocks && [key, ...blocks.flatMap((rules) => blockLines('any', rules))].join('\n')
}

function toOldItem(item: unknown): OldItem | undefined {
  if (typeof item === 'string') return [['any-glob-to-any-file', [item]]]
  if (typeof item !== 'object' || item === null) return undefined
  const { any, all, ...others } = item as Record<string, unknown>
  const anyGlobs = globsOf(any)
  const allGlobs = globsOf(all)
  const isWhole =
    Object.keys(others).length === 0 &&
    (any === undefined) === (anyGlobs === undefined) &&
    (all === undefined) === (allGlobs === undefined)
  if (!isWhole) return undefined
  return [
    ...(anyGlobs ? [['all-globs-to-any-file', anyGlobs] as const] : []),
    ...(allGlobs ? [['all-globs-to-all-files', allGlobs] as const] : []),
  ]
}

/** Turns "one item, all of its rules" into "all of these blocks, one rule of each". */
function chooseOneOfEach(items: readonly OldItem[]): readonly (readonly FilesRule[])[] | undefined {
  let blocks: readonly (readonly FilesRule[])[] = [[]]
  for (const item of items) {
    blocks = blocks.flatMap((block) => item.map((rule) => [...block, rule]))
    if (blocks.length > MAX_BLOCKS) return undefined
  }
  return blocks
}

function blockLines(needs: 'any' | 'all', rules: readonly FilesRule[]): string[] {
  return [`  - ${needs}:`, '      - changed-files:', ...filesLines(rules, 10)]
}

function filesLines(rules: readonly FilesRule[], indent: number): string[] {
  const loose = rules.filter(([quantifier]) => quantifier === 'any-glob-to-any-file')
  const together: FilesRule[] =
    loose.length > 0 ? [['any-glob-to-any-file', loose.flatMap(([, globs]) => globs)]] : []
  return [...together, ...rules.filter((rule) => !loose.includes(rule))].map(
    ([quantifier, globs]) => `${' '.repeat(indent)}- ${quantifier}: [${globs.map(quote).join(', ')}]`,
  )
}

/** Uses single quotes, in which a backslash is a backslash, as globs need it. */
function quote(glob: string): string {
  return /[\n\r\t\p{Cc}]/u.test(glob) ? JSON.stringify(glob) : `'${glob.replaceAll("'", "''")}'`
}
