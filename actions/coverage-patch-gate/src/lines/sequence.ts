import type { Side } from './blocks.ts'

/** A side whose blocks have hashes that are computed in constant time. */
export interface Sequence {
  readonly ids: Int32Array
  readonly taken: Uint8Array
  readonly length: number
  readonly prefix: Int32Array
  readonly powers: Int32Array
  /** For each line, the index before which a block that starts there must end. */
  readonly ends: () => Int32Array
  /** From now on, only lines of accepted blocks may be in a block. Returns the most lines that one may have. */
  readonly limit: (size: number, accepts: (hash: number) => boolean) => number
}

const base = 0x01000193

export function createSequence({ ids, runEnds, taken }: Side): Sequence {
  const { length } = ids
  const prefix = new Int32Array(length + 1)
  const powers = new Int32Array(length + 1)
  powers[0] = 1
  for (let at = 0; at < length; at += 1) {
    prefix[at + 1] = (Math.imul(prefix[at] ?? 0, base) + mixed(ids[at] ?? 0)) | 0
    powers[at + 1] = Math.imul(powers[at] ?? 0, base)
  }
  let limits = runEnds
  const ends = () => {
    const found = new Int32Array(length)
    let free = length
    for (let at = length - 1; at >= 0; at -= 1) {
      if (taken[at]) free = at
      found[at] = Math.min(free, limits[at] ?? 0)
    }
    return found
  }
  const sequence: Sequence = {
    ids,
    taken,
    length,
    prefix,
    powers,
    ends,
    limit(size, accepts) {
      const before = ends()
      const after = new Int32Array(length)
      let longest = 0
      let end = length
      for (let at = length - 1; at >= 0; at -= 1) {
        const isAccepted = (before[at] ?? 0) - at >= size && accepts(hashOf(sequence, at, size))
        if (!isAccepted) end = at + size - 1
        after[at] = isAccepted ? Math.min(end, before[at] ?? 0) : at
        longest = Math.max(longest, (after[at] ?? 0) - at)
      }
      limits = after
      return longest
    },
  }
  return sequence
}

/** The hash of the lines from `at` on. */
export function hashOf({ prefix, powers }: Sequence, at: number, size: number): number {
  return ((prefix[at + size] ?? 0) - Math.imul(prefix[at] ?? 0, powers[size] ?? 0)) | 0
}

/** Spreads small numbers over all bits. */
function mixed(id: number): number {
  const spread = Math.imul(id + 1, 0x9e3779b1 | 0)
  return Math.imul(spread ^ (spread >>> 15), 0x85ebca6b | 0)
}
