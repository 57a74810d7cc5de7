import { highestOf, mostFarLines, roomFor } from './line-room.ts'
import type { CoverageTotals } from './line-states.ts'

/** Which lines of a file are counted, and which of them are hit: two bits for each line. */
export interface LineMarks {
  add(lines: Float64Array, counts: Float64Array, length: number): void
  /** Adds all marks of another file. */
  merge(other: LineMarks): void
  each(take: (line: number, mark: number) => void): void
  totals(): CoverageTotals
  readonly isAbsurd: boolean
}

const counted = 1
const hit = 3

export function createLineMarks(): LineMarks {
  /** Four lines in each byte. */
  let near = new Uint8Array(0)
  const far = new Map<number, number>()
  let seen = 0
  let isAbsurd = false

  function makeRoom(highest: number): void {
    const room = Math.ceil(roomFor(highest, seen, near.length * 4) / 4)
    if (room <= near.length) return
    const larger = new Uint8Array(room)
    larger.set(near)
    near = larger
    for (const [line, mark] of far)
      if (line < room * 4) {
        markNear(line, mark)
        far.delete(line)
      }
  }

  function markNear(line: number, mark: number): void {
    const at = Math.floor(line / 4)
    near[at] = (near[at] as number) | (mark << ((line % 4) * 2))
  }

  function markFar(line: number, mark: number): void {
    const before = far.get(line)
    if (before === undefined && far.size >= mostFarLines) isAbsurd = true
    else far.set(line, (before ?? 0) | mark)
  }

  function mark(line: number, value: number): void {
    if (line < near.length * 4) markNear(line, value)
    else markFar(line, value)
  }

  function each(take: (line: number, mark: number) => void): void {
    for (let line = 0; line < near.length * 4; line += 1) {
      const value = ((near[line >> 2] as number) >> ((line & 3) * 2)) & 3
      if (value > 0) take(line, value)
    }
    for (const [line, value] of far) take(line, value)
  }

  return {
    add(lines, counts, length) {
      seen += length
      makeRoom(highestOf(lines, length))
      const end = near.length * 4
      for (let index = 0; index < length; index += 1) {
        const line = lines[index] as number
        const value = (counts[index] as number) > 0 ? hit : counted
        if (line < end) near[line >> 2] = (near[line >> 2] as number) | (value << ((line & 3) * 2))
        else markFar(line, value)
      }
    },
    merge(other) {
      other.each((line, value) => {
        seen += 1
        makeRoom(line)
        mark(line, value)
      })
      isAbsurd ||= other.isAbsurd
    },
    each,
    totals() {
      let covered = 0
      let total = 0
      each((_, value) => {
        total += 1
        if (value === hit) covered += 1
      })
      return { covered, total }
    },
    get isAbsurd() {
      return isAbsurd
    },
  }
}
