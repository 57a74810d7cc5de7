import { type DutyRules, deriveDuties, type FileCause, foldLabelName } from '@suite/change-rules'
import type { ChangedFile } from '@suite/changes'
import type { Case } from './case.ts'

/** A label that requires proofs of a case, and everything that causes it. */
export interface DutyOfCase {
  readonly label: string
  /** Whether the label is on the pull request. */
  readonly labelled: boolean
  /** Changed paths whose rules cause the label. */
  readonly causes: readonly FileCause[]
}

/**
 * Returns the duties of a case: from its labels and, by the rules, from its paths. Each can only add duties;
 * removing a label removes no duty of a path.
 */
export function dutiesOf({ labels, files }: Case, wanted: readonly string[], rules: DutyRules): DutyOfCase[] {
  const present = new Set(labels.map(foldLabelName))
  const causes = causesByLabel(files, rules)
  return wanted
    .map((label) => {
      const key = foldLabelName(label)
      return { label, labelled: present.has(key), causes: causes.get(key) ?? [] }
    })
    .filter(({ labelled, causes }) => labelled || causes.length > 0)
}

function causesByLabel(files: readonly ChangedFile[], rules: DutyRules): Map<string, readonly FileCause[]> {
  return new Map(deriveDuties(rules, files).map(({ label, causes }) => [foldLabelName(label), causes]))
}
