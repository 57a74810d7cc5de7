import { OutsideError } from '@suite/errors'
import type { LabelEvent, PullRequestWithFiles } from '@suite/forge'
import { firstOf, visible } from '@suite/report'
import { type Contradiction, findContradiction, withoutRenamed } from './history.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'

/** A pull request, and a label history that explains its labels. */
export interface PullWithHistory {
  readonly pull: PullRequestWithFiles
  readonly history: readonly LabelEvent[]
}

/**
 * Reads a pull request and its label history at the same time. If they contradict each other, for example because a
 * label was added between the two reads, it reads both once more.
 *
 * @throws OutsideError `history-incomplete` if they still contradict each other
 */
export async function gatherPull(
  { pullRequests, labels }: Pick<Ports, 'pullRequests' | 'labels'>,
  number: number,
  expectation: object,
): Promise<PullWithHistory> {
  const [pull, history] = await Promise.all([pullRequests.read(number, expectation), labels.history(number)])
  if (findContradiction(history, pull.labels) === undefined) return { pull, history }
  const [present, again, known] = await Promise.all([
    labels.of(number),
    labels.history(number),
    labels.known(),
  ])
  const contradiction = findContradiction(again, present)
  if (contradiction) {
    const left = withoutRenamed(
      contradiction,
      known.map(({ name }) => name),
    )
    if (left.unexplained.length + left.lost.length > 0) throw incomplete(number, left)
  }
  return { pull: { ...pull, labels: present }, history: again }
}

function incomplete(number: number, { unexplained, lost }: Contradiction): OutsideError {
  const list = (names: readonly string[]) => firstOf(names, 5, (name) => visible(name))
  const parts = [
    ...(unexplained.length > 0 ? [`it does not show how ${list(unexplained)} came to be there`] : []),
    ...(lost.length > 0 ? [`it shows ${list(lost)} as added, but the pull request lacks it`] : []),
  ]
  return new OutsideError(
    reasons['history-incomplete'],
    `the label history of #${number} does not account for its labels: ${parts.join('; ')}`,
    `Run again. If it fails again, ${unexplained.length > 0 ? `remove ${list(unexplained)} and add it again` : `add ${list(lost)} and remove it again`} by hand: that renews its history.`,
  )
}
