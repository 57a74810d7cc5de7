import type { Shell } from '@suite/report'
import type { RequirementVerdict } from './decide.ts'
import { pushing, type Suggestion, suggest } from './how-to.ts'
import type { Requirement } from './requirements.ts'
import { suggestPath } from './suggest-path.ts'

/** A requirement that lacks proofs, with all labels that require the same. */
export interface Lack {
  readonly labels: readonly string[]
  readonly verdict: Pick<RequirementVerdict, 'requirement' | 'missing'>
}

/**
 * Returns the steps that make everything that is missing, with one commit and one push; undefined if no path can be
 * derived. A file that fulfils several requirements is made once, and its name contains all their labels.
 */
export function planProofs(lacks: readonly Lack[], shell: Shell): readonly string[] | undefined {
  const made = groupsOf(lacks).flatMap(({ labels, requirement, missing }) =>
    suggest({ ...requirement, label: nameOf(labels) }, missing, shell),
  )
  const suggestions = [...new Map(made.map((each) => [each.path, each])).values()]
  if (suggestions.length === 0) return undefined
  return [
    ...new Set(suggestions.flatMap(({ making }: Suggestion) => making)),
    ...pushing([...new Set(suggestions.map(({ added }) => added))], shell),
  ]
}

interface Group {
  readonly labels: readonly string[]
  readonly requirement: Requirement
  readonly missing: number
  /** The requirements that one file can fulfil. */
  readonly of: readonly Requirement[]
}

function groupsOf(lacks: readonly Lack[]): readonly Group[] {
  const groups: Group[] = []
  for (const { labels, verdict } of lacks) {
    const own: Group = { labels, ...verdict, of: [verdict.requirement] }
    const at = groups.findIndex((group) => merged(group, own) !== undefined)
    const both = groups[at] && merged(groups[at], own)
    if (both === undefined) groups.push(own)
    else groups[at] = both
  }
  return groups
}

/** Returns both groups as one, if one new file of the same kind can fulfil everything that they require. */
function merged(a: Group, b: Group): Group | undefined {
  const [kind, other] = [kindOf(a.requirement), kindOf(b.requirement)]
  if (kind === undefined || kind !== other || a.missing !== 1 || b.missing !== 1) return undefined
  const labels = [...new Set([...a.labels, ...b.labels])]
  const of = [...a.of, ...b.of]
  const shared = of
    .flatMap(({ files }) => files)
    .find((glob) => {
      const path = suggestPath({ label: nameOf(labels), files: [glob] })
      return path !== undefined && of.every(({ files }) => files.some((each) => each.matches(path)))
    })
  if (shared === undefined) return undefined
  const ages = of.flatMap(({ maxAge }) => (maxAge === undefined ? [] : [maxAge]))
  const requirement = {
    ...a.requirement,
    files: [shared],
    contains: of.flatMap(({ contains }) => contains),
    maxAge: ages.length === 0 ? undefined : Math.min(...ages),
  }
  return { labels, requirement, missing: 1, of }
}

/** Returns how a file is made: by saving an answer, or by a person; undefined if it must stay a file of its own. */
function kindOf({ command, contains, dated }: Requirement): 'saved' | 'written' | undefined {
  if (command.length > 0 || dated !== undefined) return undefined
  if (contains.length === 0) return 'saved'
  return contains.every((rule) => 'text' in rule) ? 'written' : undefined
}

/** The maximum number of labels in the name of a file. */
const mostNamed = 3

/** Returns one name for labels: `change:routes` and `change:cors` become `change:routes-cors`. */
export function nameOf(labels: readonly string[]): string {
  const [first = 'proof', ...rest] = labels
  if (rest.length === 0) return first
  const prefix = /^.*[:/]/s.exec(first)?.[0] ?? ''
  const shared = labels.every((label) => label.startsWith(prefix)) ? prefix : ''
  if (labels.length > mostNamed) return `${shared}proofs`
  return shared + labels.map((label) => label.slice(shared.length)).join('-')
}
