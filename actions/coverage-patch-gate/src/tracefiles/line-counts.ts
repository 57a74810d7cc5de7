import { addCounts } from './count-token.ts'
import { mostFarLines, roomFor } from './line-room.ts'

/** Counts by line. */
export interface LineCounts {
  add(lines: Int32Array, counts: Float64Array, length: number): void
  get(line: number): number | undefined
  each(take: (line: number, count: number) => void): void
  readonly last: number
  /** Whether it has counts for too many lines that no file has. Some of them are then lost. */
  readonly isAbsurd: boolean
}

const oneLine = new Int32Array(1)
const oneCount = new Float64Array(1)

/** Adds all counts of another table. */
export function mergeCounts(into: LineCounts, other: LineCounts): void {
  other.each((line, count) => {
    oneLine[0] = line
    oneCount[0] = count
    into.add(oneLine, oneCount, 1)
  })
}

/** Returns an empty table of counts. Counts of the same line add up. */
export function createLineCounts(): LineCounts {
  /** A count for each line; −1 if there is none. */
  let near = new Float64Array(0)
  const far = new Map<number, number>()
  let seen = 0
  let last = 0
  let isAbsurd = false

  /** Returns whether the array has room for the line, perhaps after making some. */
  function hasRoom(line: number): boolean {
    if (line < near.length) return true
    const room = roomFor(line, seen, near.length)
    if (line >= room) return false
    const larger = new Float64Array(room).fill(-1, near.length)
    larger.set(near)
    near = larger
    for (const [other, count] of far)
      if (other < room) {
        near[other] = count
        far.delete(other)
      }
    return true
  }

  function addFar(line: number, count: number): void {
    const before = far.get(line)
    if (before === undefined && far.size >= mostFarLines) isAbsurd = true
    else far.set(line, addCounts(before ?? 0, count))
  }

  return {
    add(lines, counts, length) {
      seen += length
      // Lines are usually in order, so this makes all the room at once.
      hasRoom(lines[length - 1] as number)
      for (let index = 0; index < length; index += 1) {
        const line = lines[index] as number
        const count = counts[index] as number
        if (line > last) last = line
        if (hasRoom(line)) near[line] = addCounts(Math.max(near[line] as number, 0), count)
        else addFar(line, count)
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
