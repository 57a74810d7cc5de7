import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { RepositoryLabel } from './ports/labels.ts'
import { forgeReasons } from './reasons.ts'

/** How often a new label is read. An older copy of the forge may not have it yet. */
const mostReads = 3

/**
 * Reads a new label again, because the answer to a write may come from something else than the forge.
 * @throws OutsideError `write-not-confirmed` if the forge does not show it, or shows another one
 */
export async function confirmLabel(
  created: RepositoryLabel,
  read: () => Promise<RepositoryLabel>,
): Promise<void> {
  let shown: RepositoryLabel | undefined
  for (let reads = 0; reads < mostReads && !areSame(shown, created); reads += 1)
    shown = await read().catch((error) => {
      if (isRefusal(error, 404)) return undefined
      throw error
    })
  if (areSame(shown, created)) return
  throw new OutsideError(
    forgeReasons['write-not-confirmed'],
    `creating the label ${created.name} was accepted, but the repository ${shown === undefined ? 'does not show it' : 'shows another one'}`,
    'Look at the labels of the repository, then run again.',
  )
}

function areSame(shown: RepositoryLabel | undefined, { name, color, description }: RepositoryLabel): boolean {
  return shown?.name === name && shown.color === color && shown.description === description
}
