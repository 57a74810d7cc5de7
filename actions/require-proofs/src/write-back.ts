import { foldLabelName } from '@suite/change-rules'
import { OutsideError } from '@suite/errors'
import type { Forge, Labels } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import { blocks } from '@suite/report'
import { applied, type Writes } from '@suite/runner'
import type { CaseVerdict } from './decide.ts'
import { sectionOf } from './summary.ts'

const marker = '<!-- require-proofs -->'

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

/**
 * Keeps the one comment of this token: creates it when something is missing, and updates it from then on. Only a
 * comment by the token's own login counts as that comment.
 */
export async function keepComment(
  { people, comments }: Pick<Forge, 'people' | 'comments'>,
  writes: Writes,
  verdict: CaseVerdict,
): Promise<void> {
  const { of, passes, behind } = verdict
  const { number } = of
  if (number === undefined) return
  const [actor, listed] = await Promise.all([people.actor(), comments.of(number)])
  const own = listed.find(({ author, body }) => author === actor && body.startsWith(marker))
  const failed = behind ? '❌ The branch is behind its base.' : '❌ Proofs are missing.'
  const sign = passes ? '✅ The proofs that are asked for are there.' : failed
  const body = blocks(marker, sign, sectionOf(verdict))
  if (own?.body.trim() === body.trim() || (own === undefined && passes)) return
  await (own
    ? writes.perform(`update the comment on #${number}`, async () =>
        applied(await comments.update(own.id, body)),
      )
    : writes.perform(`comment on #${number}`, async () => applied(await comments.create(number, body))))
}
