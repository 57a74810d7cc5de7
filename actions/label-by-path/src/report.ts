import type { Cause } from '@suite/change-rules'
import { formatLocation } from '@suite/errors'
import { blocks, code, counted, firstOf, heading, type Markdown, table, text, visible } from '@suite/report'
import type { Fate, LabelDecision, Plan } from './decide.ts'
import type { Facts } from './facts.ts'

/** One pull request with what was decided and is now there. */
export interface Labelled {
  readonly facts: Facts
  readonly plan: Plan
  readonly labels: readonly string[]
}

const words: Record<Fate, string> = {
  add: 'added',
  present: 'already there',
  remove: 'taken off',
  absent: 'does not apply',
  kept: 'no longer applies, kept',
  'removed-by-hand': 'applies, but a person took it off',
  'left-alone': 'left as it is',
}

/** The lines of the log: what changed, and what a reader might wonder about. */
export function storyOf({ facts: { pull }, plan }: Labelled): string[] {
  const told: readonly Fate[] = ['add', 'remove', 'kept', 'removed-by-hand']
  return [
    ...plan.decisions
      .filter(({ fate }) => told.includes(fate))
      .map(
        (decision) =>
          `#${pull.number} ${visible(decision.label)}: ${words[decision.fate]}${because(decision)}`,
      ),
    ...plan.differing.map(
      (label) => `${visible(label)}: the repository's colour or description is not what its rule declares`,
    ),
  ]
}

/** The job summary's section about one pull request. */
export function sectionOf({ facts: { pull }, plan }: Labelled, serverUrl: string): Markdown {
  const shown = plan.decisions.filter(({ fate }) => fate !== 'absent')
  const basis = `${counted(pull.files.length, 'changed file')} of ${code(pull.head.sha.slice(0, 12))}`
  return blocks(
    heading(3, `[#${pull.number}](${serverUrl}/pull/${pull.number}) ${text(pull.title)}`),
    pull.filesFrom === 'trees'
      ? `${basis}, from the difference of the trees, because the forge cuts its list.`
      : `${basis}.`,
    shown.length === 0
      ? 'No rule matches.'
      : table(
          ['Label', 'Decision', 'Rule', 'Because of'],
          shown.map((decision) => [
            code(decision.label),
            words[decision.fate],
            code(formatLocation(decision.match.rule.at)),
            decision.match.causes.length === 0
              ? text(decision.match.outcome)
              : firstOf(decision.match.causes, 3, causeMarkdown) + more(decision),
          ]),
        ),
  )
}

/** The output `decision`: one record a pull request. */
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

function because({ match }: LabelDecision): string {
  const [first] = match.causes
  if (first === undefined) return ''
  const rest = match.causeCount > 1 ? ` and ${match.causeCount - 1} more` : ''
  return ` because of ${visible(first.on === 'changed-files' ? first.path : first.branch)}${rest} (${formatLocation(first.at)})`
}

function causeMarkdown(cause: Cause): Markdown {
  return cause.on === 'changed-files'
    ? `${code(cause.path)} by ${cause.globs.map(code).join(' and ')}`
    : `${cause.on} ${code(cause.branch)} by ${code(cause.pattern)}`
}

/** Causes that the rule engine counted but did not keep. */
function more({ match }: LabelDecision): Markdown {
  const unseen = match.causeCount - match.causes.length
  return unseen > 0 ? ` (${match.causeCount} in all)` : ''
}
