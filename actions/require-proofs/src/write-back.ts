import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { Forge, Labels } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import { keepComment, markerOf } from '@suite/kept-comment'
import { blocks, type Shell } from '@suite/report'
import { applied, type Writes } from '@suite/runner'
import type { CaseVerdict } from './decide.ts'
import { type Links, sectionOf } from './summary.ts'

/**
 * Adds the label that says that the proofs exist, or removes it. Writes nothing if it is right.
 * @throws OutsideError `write-not-confirmed` if the answer does not show the change
 */
export async function keepProofsLabel(
  labels: Labels,
  writes: Writes,
  label: string,
  { of, verdicts, behind }: CaseVerdict,
): Promise<void> {
  const { number } = of
  if (number === undefined) return
  const key = foldLabelName(label)
  const isOn = of.labels.some((each) => foldLabelName(each) === key)
  // Waived proofs do not exist.
  const wanted = verdicts.length > 0 && behind === undefined && verdicts.every(({ missing }) => missing === 0)
  if (isOn === wanted) return
  const { result: now } = await (wanted
    ? writes.perform(`add ${label} to #${number}`, async () => applied(await labels.add(number, [label])))
    : writes.perform(`take ${label} off #${number}`, async () => {
        await labels.remove(number, label)
        return applied(await labels.of(number))
      }))
  if (now === undefined || now.some((each) => foldLabelName(each) === key) === wanted) return
  throw new OutsideError(
    forgeReasons['write-not-confirmed'],
    `${label} was ${wanted ? 'added to' : 'taken off'} #${number}, but the answer does not show it`,
    'Look at the labels of the pull request, then run again.',
  )
}

/** Keeps one comment that says what is missing. A new one is written only if something is. */
export async function keepVerdictComment(
  forge: Pick<Forge, 'people' | 'comments'>,
  writes: Writes,
  verdict: CaseVerdict,
  shell: Shell,
  links: Links,
): Promise<void> {
  const { of, passes, behind } = verdict
  if (of.number === undefined) return
  const failed = behind ? '❌ The branch is behind its base.' : '❌ Proofs are missing.'
  const sign = passes ? '✅ All required proofs are present.' : failed
  await keepComment(forge, writes, {
    number: of.number,
    marker: markerOf('require-proofs'),
    content: blocks(sign, sectionOf(verdict, shell, { links })),
    isNeeded: !passes,
  })
}
