import { type DutyRules, deriveDuties, type FileCause, foldLabelName } from '@suite/change-rules'
import type { ChangedFile } from '@suite/changes'
import type { Case } from './case.ts'

/** A label that asks for proofs of a case, and everything that makes it do so. */
export interface DutyOfCase {
  readonly label: string
  /** The label is on the pull request. */
  readonly labelled: boolean
  /** Changed paths whose rules carry the label. */
  readonly causes: readonly FileCause[]
}

/**
 * The duties of a case: its labels and, by the rules, its paths. Each can only add; taking a label off takes no
 * duty away, because the paths are still there.
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
