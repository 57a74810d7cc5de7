import { foldLabelName } from '@suite/change-rules'
import type { LabelEvent } from '@suite/forge'

/** The difference between a label history and the labels on the pull request; names as they are shown. */
export interface Contradiction {
  /** Labels on the pull request that the history never added, or removed last. */
  readonly unexplained: readonly string[]
  /** Labels that the history added last, but that are not on the pull request. */
  readonly lost: readonly string[]
}

/**
 * Compares a label history with the labels on the pull request: each label must have been added after it was last
 * removed, and no other may have been. This detects a history that is empty or truncated.
 *
 * @returns undefined if the two agree
 */
export function findContradiction(
  history: readonly LabelEvent[],
  labels: readonly string[],
): Contradiction | undefined {
  const last = new Map(history.map((event) => [foldLabelName(event.label), event]))
  // On Gitea, two labels may have the same name, and one of them can be left.
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
 * Returns the part of a contradiction that the labels of the repository do not explain. A renamed label stays in
 * the history under its old name, and a deleted one stays in it too: a name that the repository does not know
 * explains one on the pull request.
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
