import { foldLabelName } from '@suite/change-rules'
import type { LabelEvent } from '@suite/forge'

/** Where a label history and the labels on the pull request contradict each other; names as they are shown. */
export interface Contradiction {
  /** On the pull request, but by the history never put on, or taken off last. */
  readonly unexplained: readonly string[]
  /** By the history put on last, but not on the pull request. */
  readonly lost: readonly string[]
}

/**
 * Holds a label history against the labels that are on the pull request: each must have been put on after it was last
 * taken off, and no other may have been. A history that is empty or cut shows itself so.
 *
 * @returns undefined where the two agree
 */
export function findContradiction(
  history: readonly LabelEvent[],
  labels: readonly string[],
): Contradiction | undefined {
  const last = new Map(history.map((event) => [foldLabelName(event.label), event]))
  // On Gitea two labels may share a name, of which one can be left.
  const balance = new Map<string, number>()
  for (const { label, action } of history) {
    const key = foldLabelName(label)
    balance.set(key, (balance.get(key) ?? 0) + (action === 'labeled' ? 1 : -1))
  }
  const present = new Set(labels.map(foldLabelName))
  const isExplained = (key: string) => last.get(key)?.action === 'labeled' || (balance.get(key) ?? 0) > 0
  const unexplained = labels.filter((name) => !isExplained(foldLabelName(name)))
  const lost = [...last.entries()]
    .filter(([key, { action }]) => action === 'labeled' && !present.has(key))
    .map(([, { label }]) => label)
  return unexplained.length + lost.length > 0 ? { unexplained, lost } : undefined
}

/**
 * What of a contradiction stays, knowing the labels of the repository. A label that was renamed stays in the history
 * under its old name, and one that was deleted stays in it too: a name that the repository does not know explains one
 * that is on the pull request.
 */
export function withoutRenamed(
  { unexplained, lost }: Contradiction,
  known: readonly string[],
): Contradiction {
  const names = new Set(known.map(foldLabelName))
  const gone = lost.filter((name) => !names.has(foldLabelName(name)))
  return {
    unexplained: unexplained.length <= gone.length ? [] : unexplained,
    lost: lost.filter((name) => !gone.includes(name)),
  }
}
