import { createSequence, hashOf, type Sequence } from './sequence.ts'

/** The lines of one side, as numbers that are equal for equal lines, cut into runs. */
export interface Side {
  readonly ids: Int32Array
  /** For each line, the index after the last line of its run. */
  readonly runEnds: Int32Array
  /** 1 for each line that is taken. */
  readonly taken: Uint8Array
}

/** A candidate looks at this many places; beyond that, the first ones are taken. */
const mostPlaces = 16
const mostPasses = 6

/**
 * Pairs equal blocks of at least `shortest` lines of two sides, the longest first, and of equally long ones the first.
 * Each line is paired once. Marks the lines as taken, and returns for each line of `left` the line of `right`, or -1.
 */
export function pairBlocks(left: Side, right: Side, shortest: number): Int32Array {
  const pairs = new Int32Array(left.ids.length).fill(-1)
  const a = createSequence(left)
  const b = createSequence(right)
  const longest = limitToShared(a, b, shortest)
  const sizes: number[] = []
  for (let size = 1; size <= longest; size *= 2) if (size > shortest) sizes.unshift(size)
  for (const size of longest < shortest ? [] : [...sizes, shortest])
    for (let pass = 0; pass < mostPasses; pass += 1) {
      const found = candidates(a, b, size)
      // The last pass takes what comes first: it leaves no pair of this size, and ends.
      const isLast = pass + 1 === mostPasses
      if (isLast) takeInOrder(a, b, size, pairs)
      if (isLast || !takeLongest(a, b, found, pairs)) break
    }
  return pairs
}

interface Candidate {
  readonly at: number
  readonly to: number
  readonly length: number
}

/** Leaves only lines that are part of a block which both sides have. Returns the most lines that a block may have. */
function limitToShared(a: Sequence, b: Sequence, shortest: number): number {
  const inB = places(b, shortest)
  const inA = places(a, shortest)
  const longest = a.limit(shortest, (hash) => inB.first.has(hash))
  return Math.min(
    longest,
    b.limit(shortest, (hash) => inA.first.has(hash)),
  )
}

/** The places of a side at which a block of a size may start, chained by the hash of the block. */
function places(
  side: Sequence,
  size: number,
): { readonly first: Map<number, number>; readonly next: Int32Array } {
  const ends = side.ends()
  const first = new Map<number, number>()
  const next = new Int32Array(side.length).fill(-1)
  for (let at = side.length - size; at >= 0; at -= 1) {
    if ((ends[at] ?? 0) - at < size) continue
    const hash = hashOf(side, at, size)
    next[at] = first.get(hash) ?? -1
    first.set(hash, at)
  }
  return { first, next }
}

function candidates(a: Sequence, b: Sequence, size: number): Candidate[] {
  const aEnds = a.ends()
  const bEnds = b.ends()
  const { first, next } = places(b, size)
  const found: Candidate[] = []
  let covered = 0
  for (let at = 0; at + size <= a.length; at += 1) {
    const room = (aEnds[at] ?? 0) - at
    if (room < size) continue
    let best: Candidate | undefined
    let to = first.get(hashOf(a, at, size)) ?? -1
    for (let place = 0; to >= 0 && place < mostPlaces; place += 1, to = next[to] ?? -1) {
      const length = commonLength(a, at, b, to, Math.min(room, (bEnds[to] ?? 0) - to))
      if (length >= size && length > (best?.length ?? 0)) best = { at, to, length }
    }
    // A part of the block before it is not a candidate of its own.
    if (!best || at + best.length <= covered) continue
    covered = at + best.length
    found.push(best)
  }
  return found.sort((x, y) => y.length - x.length || x.at - y.at)
}

/** How many lines are equal from two places on, by their hashes. */
function commonLength(a: Sequence, at: number, b: Sequence, to: number, most: number): number {
  if (hashOf(a, at, most) === hashOf(b, to, most)) return most
  let low = 0
  let high = most
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (hashOf(a, at, middle) === hashOf(b, to, middle)) low = middle
    else high = middle
  }
  return low
}

/** Pairs candidates, the longest first. Returns whether one was left because its lines were taken. */
function takeLongest(a: Sequence, b: Sequence, found: readonly Candidate[], pairs: Int32Array): boolean {
  let isLeft = false
  for (const candidate of found) if (!take(a, b, candidate, pairs)) isLeft = true
  return isLeft
}

/** Blocks that were taken before are at least as long, so one that overlaps has an end of this one. */
function take(a: Sequence, b: Sequence, { at, to, length }: Candidate, pairs: Int32Array): boolean {
  const last = length - 1
  if (a.taken[at] || a.taken[at + last] || b.taken[to] || b.taken[to + last]) return false
  // Equal hashes are no proof.
  for (let line = 0; line < length; line += 1) if (a.ids[at + line] !== b.ids[to + line]) return true
  for (let line = 0; line < length; line += 1) {
    a.taken[at + line] = 1
    b.taken[to + line] = 1
    pairs[at + line] = to + line
  }
  return true
}

function takeInOrder(a: Sequence, b: Sequence, size: number, pairs: Int32Array): void {
  const aEnds = a.ends()
  const { first, next } = places(b, size)
  for (let at = 0; at + size <= a.length; at += 1) {
    if ((aEnds[at] ?? 0) - at < size) continue
    const hash = hashOf(a, at, size)
    let to = first.get(hash) ?? -1
    while (to >= 0 && (b.taken[to] || b.taken[to + size - 1])) to = next[to] ?? -1
    first.set(hash, to)
    if (to < 0 || !take(a, b, { at, to, length: size }, pairs) || pairs[at] !== to) continue
    at += size - 1
  }
}
