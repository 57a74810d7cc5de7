import { OutsideError } from '@suite/errors'
import type { Release } from '@suite/forge'
import { applied, type Run } from '@suite/runner'
import { isSameBody, replaceSection } from './notes/body.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'

/** How the notes were finished. */
interface Finished {
  /** The release as it was read last. */
  readonly release: Release
  /** Why nothing could be written; undefined if the notes are as they should be. */
  readonly left?: string
}

/**
 * Writes into the published notes what was found after publishing.
 * @param before the release as it was read last; undefined if it does not exist
 * @throws OutsideError `release-not-confirmed`
 */
export async function finishNotes(
  { writes }: Pick<Run<unknown>, 'writes'>,
  { releases }: Pick<Ports, 'releases'>,
  { tag }: Pick<Release, 'tag'>,
  before: Release | undefined,
  section: string,
): Promise<Finished> {
  if (before === undefined)
    throw new OutsideError(
      reasons['release-not-confirmed'],
      `the release of ${tag} is published, and cannot be read`,
    )
  const body = replaceSection(before.body, section)
  if (body === undefined)
    return {
      release: before,
      left: 'The notes no longer have the section about the files, so the commands that verify them were not added.',
    }
  if (isSameBody(body, before.body)) return { release: before }
  const { state } = await writes.perform(`finish the notes of ${tag}`, async () =>
    applied(await releases.update(before, { body })),
  )
  if (state === 'planned') return { release: before }
  const after = await releases.read(before)
  if (after === undefined || !isSameBody(after.body, body))
    throw new OutsideError(
      reasons['release-not-confirmed'],
      `the notes of ${tag} were written, and are read otherwise`,
    )
  return { release: after }
}
