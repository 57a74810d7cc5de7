import { OutsideError } from '@suite/errors'
import type { Release } from '@suite/forge'
import { applied, type Run } from '@suite/runner'
import { isSameBody, replaceSection } from './notes/body.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'

/**
 * Writes into the published notes what was found after publishing.
 * @returns why nothing can be written; undefined if the notes are as they should be
 */
export async function finishNotes(
  { writes }: Pick<Run<unknown>, 'writes'>,
  { releases }: Pick<Ports, 'releases'>,
  { id }: Release,
  section: string,
): Promise<string | undefined> {
  const before = await releases.read(id)
  if (before === undefined)
    throw new OutsideError(
      reasons['release-not-confirmed'],
      `the release ${id} is published, and cannot be read`,
    )
  const body = replaceSection(before.body, section)
  if (body === undefined)
    return 'The notes no longer have the section about the files, so the commands that verify them were not added.'
  if (isSameBody(body, before.body)) return undefined
  const { state } = await writes.perform(`finish the notes of ${before.tag}`, async () =>
    applied(await releases.update(id, { body })),
  )
  if (state === 'planned') return undefined
  const after = await releases.read(id)
  if (after === undefined || !isSameBody(after.body, body))
    throw new OutsideError(
      reasons['release-not-confirmed'],
      `the notes of ${before.tag} were written, and are read otherwise`,
    )
  return undefined
}
