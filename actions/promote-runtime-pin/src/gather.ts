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

/** How many reads are sent at once where a pin is shown to be absent. */
const atOnce = 6

/** Asks the control plane what is pinned, and where it matters the registry and the forge which image is newer. */
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
    // With `allow-downgrade` the order decides nothing: an unknown order is only reported.
    if (!(error instanceof OutsideError) || !inputs['allow-downgrade'] || error.reason === 'cancelled')
      throw error
    return without('not-readable')
  }
}

/**
 * Reads the pin that an order is asked for. That there is none must be shown by many reads: one empty replica would
 * otherwise let an older image pass for the first one, over which there is nothing to compare and nothing to expect.
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
  // The registry is asked about the other image only where the control plane does not tell enough.
  const needed = known.by === 'nothing' && kept.revision === undefined
  const theirs = needed ? await inspectPinned(registry) : undefined
  if (typeof theirs === 'string') return { relation: 'unknown', by: 'nothing', gap: theirs }
  const theirAge = { ...kept, revision: kept.revision ?? theirs?.revision }
  const commits = commitsToCompare(ourAge, theirAge)
  if (commits === undefined) return orderOf(ourAge, theirAge, undefined)
  if (changes === undefined) return { relation: 'unknown', by: 'nothing', gap: 'no-forge-token' }
  const base = await changes.mergeBase(...commits).catch(tellWhose(pin.digest, commits[0]))
  return orderOf(ourAge, theirAge, base)

  /** The pinned image is waited for only where its age decides. */
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
