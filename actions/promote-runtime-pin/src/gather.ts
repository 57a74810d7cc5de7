import type { Pin, PinReading } from '@suite/control-plane'
import { OutsideError } from '@suite/errors'
import { findMissingPlatforms } from '@suite/oci-registry'
import type { Facts } from './decide.ts'
import type { Inputs } from './inputs.ts'
import { commitsToCompare, type ImageAge, type Order, orderOf } from './order.ts'
import type { Ports } from './ports.ts'

/** Asks the control plane what is pinned, and where it matters the registry and the forge which image is newer. */
export async function gather(
  inputs: Inputs,
  { plane, registry, changes }: Pick<Ports, 'plane' | 'registry' | 'changes'>,
): Promise<Facts> {
  const { digest } = inputs
  const [reading, ours] = await Promise.all([plane.read(), registry?.inspect(digest)])
  const image = registry && {
    found: ours !== undefined,
    platforms: ours?.platforms ?? [],
    missingPlatforms: ours ? findMissingPlatforms(inputs.platforms, ours.platforms) : [],
  }
  const pinned = reading.pin
  if (pinned === undefined || pinned.digest === digest)
    return { image, pinned: pinned?.digest, order: { relation: 'unknown', by: 'nothing' } }

  async function order(pin: Pin): Promise<Order> {
    const ourAge = ageOf(digest, reading, inputs.template, ours?.revision)
    const kept = ageOf(pin.digest, reading, inputs.template, undefined)
    // The registry is asked about the other image only where the control plane does not tell enough.
    const needed = orderOf(ourAge, kept, undefined).by === 'nothing' && kept.revision === undefined
    const theirs = needed ? await inspectPinned(pin) : undefined
    const theirAge = { ...kept, revision: kept.revision ?? theirs?.revision }
    const commits = commitsToCompare(ourAge, theirAge)
    const base =
      commits && changes
        ? await changes.mergeBase(...commits).catch(tellWhose(pin.digest, commits[0]))
        : undefined
    return orderOf(ourAge, theirAge, base)
  }

  /** An image that is pinned and can no longer be read whole tells as little as one that is gone. */
  async function inspectPinned(pin: Pin) {
    try {
      return await registry?.inspect(pin.digest)
    } catch (error) {
      if (error instanceof OutsideError && error.reason === 'image-unreadable') return undefined
      throw error
    }
  }

  try {
    return { image, pinned: pinned.digest, order: await order(pinned) }
  } catch (error) {
    // Where an older image is welcome the order decides nothing, so that its absence is told and no more.
    if (!(error instanceof OutsideError) || !inputs['allow-downgrade'] || error.reason === 'cancelled')
      throw error
    return { image, pinned: pinned.digest, order: { relation: 'unknown', by: 'nothing' } }
  }
}

/** The forge speaks of two commits; a person knows digests, and may know that one was built from elsewhere. */
function tellWhose(digest: string, commit: string) {
  return (error: unknown): never => {
    if (!(error instanceof OutsideError)) throw error
    throw new OutsideError(
      error.declared,
      `${digest} is pinned, and names the commit ${commit}; which image is newer cannot be told: ${error.message}`,
      `${error.fix} Where that commit is of another repository, promote once with \`allow-downgrade: true\`.`,
      { cause: error },
    )
  }
}

/** What the control plane keeps of an image, with any pin of the template; else what the image says of itself. */
function ageOf(
  digest: string,
  { pins }: PinReading,
  template: string,
  revision: string | undefined,
): ImageAge {
  const rows = pins.filter((pin) => pin.template === template && pin.digest === digest)
  return {
    order: rows.find((row) => row.order !== undefined)?.order,
    revision: rows.find((row) => row.revision !== undefined)?.revision ?? revision,
  }
}
