import type { Cause, LabelMatch } from '@suite/change-rules'
import { formatLocation } from '@suite/errors'
import { counted, visible } from '@suite/report'
import type { Fate, LabelDecision, Plan } from './decide.ts'
import type { Facts } from './facts.ts'

/** One pull request, with its decision and its labels afterwards. */
export interface Labelled {
  readonly facts: Facts
  readonly plan: Plan
  readonly labels: readonly string[]
}

/** Whether the decision has been written or, in a dry run, would be. */
export type Tense = 'done' | 'planned'

const done: Record<Fate, string> = {
  add: 'added',
  present: 'already there',
  remove: 'taken off',
  absent: 'does not apply',
  kept: 'no longer applies, but stays',
  'removed-by-hand': 'applies, but a person took it off',
  'left-alone': 'left as it is',
}
export const words: Record<Tense, Record<Fate, string>> = {
  done,
  planned: { ...done, add: 'would be added', remove: 'would be taken off' },
}

/** Returns one sentence about what changed. */
export function headlineOf(
  { added, removed, files }: { added: number; removed: number; files: number },
  tense: Tense,
): string {
  const basis = counted(files, 'changed file')
  const parts = [
    ...(added > 0 ? [`${counted(added, 'label')} ${words[tense].add}`] : []),
    ...(removed > 0
      ? [added > 0 ? `${removed} taken off` : `${counted(removed, 'label')} ${words[tense].remove}`]
      : []),
  ]
  const change =
    parts.length === 0 ? `${basis} looked at; no label to change` : `${parts.join(', ')}, by ${basis}`
  return tense === 'planned' ? `dry run, nothing is written: ${change}` : change
}

/** Returns the lines of the log: what changed, and what may surprise a reader. */
export function storyOf({ facts: { pull }, plan }: Labelled, tense: Tense): string[] {
  return [
    ...plan.decisions.flatMap((decision) => {
      const described = describeDecision(decision, tense)
      return described === undefined ? [] : [`#${pull.number} ${visible(decision.label)}: ${described}`]
    }),
    ...plan.differing.map(
      (label) => `${visible(label)}: the repository's colour or description is not what its rule declares`,
    ),
  ]
}

function describeDecision({ fate, match }: LabelDecision, tense: Tense): string | undefined {
  const rule = formatLocation(match.rule.at)
  switch (fate) {
    case 'add':
      return `${words[tense].add}${because(match)}`
    case 'remove':
      return `${words[tense].remove}, because its rules (${rule}) no longer match`
    case 'kept':
      return `its rules (${rule}) no longer match, but it stays: ${keptBy(match)}`
    case 'removed-by-hand':
      return `applies${because(match)}, but a person took it off, so it stays off`
    case 'left-alone':
      return match.outcome === 'no-rules' ? undefined : `left as it is, because of ${match.outcome}`
    case 'present':
    case 'absent':
      return undefined
  }
}

function keptBy({ rule: { sync } }: LabelMatch): string {
  if (sync === undefined) return 'sync-labels is off'
  return sync === 'own' ? 'sync is own, and this token did not add it' : `sync is ${sync}`
}

/** Returns the output `decision`, with one record for each pull request. */
export function decisionOf({ facts: { pull }, plan }: Labelled) {
  return {
    'pull-request': pull.number,
    head: pull.head.sha,
    files: pull.files.length,
    labels: plan.decisions.map(({ label, fate, match }) => ({
      label,
      decision: fate,
      rule: formatLocation(match.rule.at),
      outcome: match.outcome,
      causes: match.causes.map((cause) =>
        cause.on === 'changed-files'
          ? { path: cause.path, globs: cause.globs, at: formatLocation(cause.at) }
          : { [cause.on]: cause.branch, pattern: cause.pattern, at: formatLocation(cause.at) },
      ),
      'cause-count': match.causeCount,
    })),
  }
}

function because({ causes, causeCount }: LabelMatch): string {
  const [first] = causes
  if (first === undefined) return ''
  const rest = causeCount > 1 ? ` and ${causeCount - 1} more` : ''
  return ` because of ${nameOf(first)}${rest} (${formatLocation(first.at)})`
}

function nameOf(cause: Cause): string {
  if (cause.on === 'changed-files') return visible(cause.path)
  return `the ${cause.on === 'base-branch' ? 'base' : 'head'} branch ${visible(cause.branch)}`
}
