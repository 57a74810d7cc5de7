import { addCounts } from './count-token.ts'
import { highestOf, mostFarLines, roomFor } from './line-room.ts'

/** Counts by line. */
export interface LineCounts {
  add(lines: Float64Array, counts: Float64Array, length: number): void
  get(line: number): number | undefined
  each(take: (line: number, count: number) => void): void
  readonly last: number
  /** Whether it has counts for too many lines that no file has. Some of them are then lost. */
  readonly isAbsurd: boolean
}

/** Returns an empty table of counts. Counts of the same line add up. */
export function createLineCounts(): LineCounts {
  /** A count for each line; −1 if there is none. */
  let near = new Float64Array(0)
  const far = new Map<number, number>()
  let seen = 0
  let last = 0
  let isAbsurd = false

  function makeRoom(highest: number): void {
    const room = roomFor(highest, seen, near.length)
    if (room === near.length) return
    const larger = new Float64Array(room).fill(-1, near.length)
    larger.set(near)
    near = larger
    for (const [line, count] of far)
      if (line < room) {
        near[line] = count
        far.delete(line)
      }
  }

  function addFar(line: number, count: number): void {
    const before = far.get(line)
    if (before === undefined && far.size >= mostFarLines) isAbsurd = true
    else far.set(line, addCounts(before ?? 0, count))
  }

  return {
    add(lines, counts, length) {
      seen += length
      const highest = highestOf(lines, length)
      if (highest > last) last = highest
      makeRoom(highest)
      for (let index = 0; index < length; index += 1) {
        const line = lines[index] as number
        const count = counts[index] as number
        if (line >= near.length) addFar(line, count)
        else near[line] = addCounts(Math.max(near[line] as number, 0), count)
      }
    },
    get(line) {
      const count = near[line] ?? far.get(line) ?? -1
      return count < 0 ? undefined : count
    },
    each(take) {
      for (let line = 0; line < near.length; line += 1)
        if ((near[line] as number) >= 0) take(line, near[line] as number)
      for (const [line, count] of far) take(line, count)
    },
    get last() {
      return last
    },
    get isAbsurd() {
      return isAbsurd
    },
  }
}
