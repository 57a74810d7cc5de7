import { requireMergeBase } from '@suite/changes'
import type { Pin, PinReading } from '@suite/control-plane'
import { OutsideError } from '@suite/errors'
import { inParallel } from '@suite/http'
import { findMissingPlatforms, type Registry } from '@suite/oci-registry'
import type { Facts } from './decide.ts'
import { findImage } from './find-image.ts'
import type { Inputs } from './inputs.ts'
import { commitsToCompare, type Gap, type ImageAge, type Order, orderOf } from './order.ts'
import type { Ports } from './ports.ts'

type Asked = Pick<Ports, 'plane' | 'registry' | 'changes' | 'patience' | 'say'>

/** How many reads are sent at the same time to show that there is no pin. */
const atOnce = 6

/**
 * Asks the control plane what is pinned and, if it matters, the registry and the forge which image is newer.
 * @throws OutsideError of the control plane, the registry or the forge; UsageError if the image and the digest
 * differ
 */
export async function gather(inputs: Inputs, ports: Asked): Promise<Facts> {
  const { plane, registry, patience, say } = ports
  const { digest } = inputs
  const [reading, ours] = await Promise.all([
    registry && !inputs['allow-downgrade'] ? readForOrder(plane.read, inputs.consecutive) : plane.read(),
    registry && findImage(registry, digest, patience, say),
  ])
  const image = registry && {
    found: ours !== undefined,
    platforms: ours?.platforms ?? [],
    missingPlatforms: ours ? findMissingPlatforms(inputs.platforms, ours.platforms) : [],
  }
  const { pin } = reading
  const without = (gap: Gap): Facts => ({
    image,
    pinned: pin?.digest,
    order: { relation: 'unknown', by: 'nothing', gap },
  })
  if (pin === undefined || pin.digest === digest) return without('not-asked')
  if (registry && ours === undefined) return without('not-readable')
  try {
    return { image, pinned: pin.digest, order: await orderFor(inputs, ports, reading, pin, ours?.revision) }
  } catch (error) {
    // With `allow-downgrade` the order does not decide: an unknown order is only reported.
    if (!(error instanceof OutsideError) || !inputs['allow-downgrade'] || error.reason === 'cancelled')
      throw error
    return without('not-readable')
  }
}

/**
 * Reads the pin to compare. Many reads must show that there is no pin: otherwise one empty replica would let an
 * older image pass as the first one, which is compared with nothing.
 */
async function readForOrder(read: () => Promise<PinReading>, consecutive: number): Promise<PinReading> {
  const first = await read()
  if (first.pin !== undefined) return first
  const more = await inParallel(atOnce, Array.from({ length: consecutive - 1 }), read)
  return more.find(({ pin }) => pin !== undefined) ?? first
}

async function orderFor(
  inputs: Inputs,
  { registry, changes, patience, say }: Asked,
  reading: PinReading,
  pin: Pin,
  revision: string | undefined,
): Promise<Order> {
  const ourAge = ageOf(inputs.digest, reading, inputs.template, revision)
  const kept = ageOf(pin.digest, reading, inputs.template, undefined)
  const known = orderOf(ourAge, kept, undefined)
  if (registry === undefined) return known.by === 'nothing' ? { ...known, gap: 'not-asked' } : known
  // The registry is asked about the other image only if the data of the control plane is not enough.
  const needed = known.by === 'nothing' && kept.revision === undefined
  const theirs = needed ? await inspectPinned(registry) : undefined
  if (typeof theirs === 'string') return { relation: 'unknown', by: 'nothing', gap: theirs }
  const theirAge = { ...kept, revision: kept.revision ?? theirs?.revision }
  const commits = commitsToCompare(ourAge, theirAge)
  if (commits === undefined) return orderOf(ourAge, theirAge, undefined)
  if (changes === undefined) return { relation: 'unknown', by: 'nothing', gap: 'no-forge-token' }
  const base = await requireMergeBase(changes, ...commits).catch(explainFor(pin.digest, commits[0]))
  return orderOf(ourAge, theirAge, base)

  /** Waits for the pinned image only if its age decides. */
  async function inspectPinned(from: Registry) {
    try {
      const found = inputs['allow-downgrade']
        ? await from.inspect(pin.digest)
        : await findImage(from, pin.digest, patience, say)
      return found ?? ('pinned-image-missing' as const)
    } catch (error) {
      if (error instanceof OutsideError && error.reason === 'image-unreadable')
        return 'pinned-image-unreadable' as const
      throw error
    }
  }
}

/**
 * Adds the digest to an error of the forge, which only names two commits. The message suggests what to do if one
 * commit is of another repository.
 */
function explainFor(digest: string, commit: string) {
  return (error: unknown): never => {
    if (!(error instanceof OutsideError)) throw error
    throw new OutsideError(
      error.declared,
      `${digest} is pinned, and names the commit ${commit}; it is not known which image is newer: ${error.message}`,
      `${error.fix} Where that commit is of another repository, promote once with \`allow-downgrade: true\`.`,
      { cause: error },
    )
  }
}

/**
 * Returns the age of an image from any pin of the template in the control plane; otherwise from the image itself.
 */
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
