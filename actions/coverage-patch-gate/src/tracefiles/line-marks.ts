import { mostFarLines, roomFor } from './line-room.ts'
import type { CoverageTotals } from './line-states.ts'

/**
 * Which lines of a file are counted, and which of them are hit. There is one for each tracked file, so it is plain data:
 * two bits for each line, four lines in each byte.
 */
export interface LineMarks {
  near: Uint8Array
  /** Lines beyond the room of the array. */
  far: Map<number, number> | undefined
  /** How many counts were added. */
  seen: number
  /** Whether it has counts for too many lines that no file has. Some of them are then lost. */
  isAbsurd: boolean
}

const counted = 1
const hit = 3

/** The bits of four lines that say "counted", and those that say "hit". */
const everyCounted = 0b01_01_01_01
const everyHit = 0b10_10_10_10

const nothing = new Uint8Array(0)

/** Small tables share blocks, which takes less time and memory than a buffer for each. */
const blockSize = 65_536
let block = new Uint8Array(0)
let used = 0

/** Returns an array of zeros. */
function takeRoom(size: number): Uint8Array {
  if (size > blockSize / 4) return new Uint8Array(size)
  if (used + size > block.length) {
    block = new Uint8Array(blockSize)
    used = 0
  }
  used += size
  return block.subarray(used - size, used)
}

export function createLineMarks(): LineMarks {
  return { near: nothing, far: undefined, seen: 0, isAbsurd: false }
}

/** Adds counts of lines. */
export function addMarks(marks: LineMarks, lines: Int32Array, counts: Float64Array, length: number): void {
  marks.seen += length
  // Lines are usually in order, so this makes all the room at once.
  hasRoom(marks, lines[length - 1] as number)
  let near = marks.near
  for (let index = 0; index < length; index += 1) {
    const line = lines[index] as number
    const mark = (counts[index] as number) > 0 ? hit : counted
    const at = line >> 2
    if (at < near.length) near[at] = (near[at] as number) | (mark << ((line & 3) << 1))
    else {
      addMark(marks, line, mark)
      near = marks.near
    }
  }
}

/** Adds all marks of another table. */
export function mergeMarks(marks: LineMarks, other: LineMarks): void {
  marks.isAbsurd ||= other.isAbsurd
  marks.seen += other.seen
  for (let line = 0; line < other.near.length * 4; line += 1) {
    const mark = ((other.near[line >> 2] as number) >> ((line & 3) << 1)) & 3
    if (mark > 0) addMark(marks, line, mark)
  }
  for (const [line, mark] of other.far ?? []) addMark(marks, line, mark)
}

/** Returns how many lines are counted, and how many of them are hit. */
export function sumMarks({ near, far }: LineMarks): CoverageTotals {
  let covered = 0
  let total = 0
  for (let at = 0; at < near.length; at += 1) {
    const byte = near[at] as number
    total += bitsIn(byte & everyCounted)
    covered += bitsIn(byte & everyHit)
  }
  for (const mark of far?.values() ?? []) {
    total += 1
    if (mark === hit) covered += 1
  }
  return { covered, total }
}

function addMark(marks: LineMarks, line: number, mark: number): void {
  if (hasRoom(marks, line)) {
    marks.near[line >> 2] = (marks.near[line >> 2] as number) | (mark << ((line & 3) << 1))
    return
  }
  marks.far ??= new Map()
  const before = marks.far.get(line)
  if (before === undefined && marks.far.size >= mostFarLines) marks.isAbsurd = true
  else marks.far.set(line, (before ?? 0) | mark)
}

/** Returns whether the array has room for the line, perhaps after making some. */
function hasRoom(marks: LineMarks, line: number): boolean {
  if (line >> 2 < marks.near.length) return true
  const room = roomFor(line, marks.seen, marks.near.length * 4)
  if (line >= room) return false
  const larger = takeRoom(Math.ceil(room / 4))
  larger.set(marks.near)
  marks.near = larger
  const before = marks.far
  marks.far = undefined
  for (const [other, mark] of before ?? []) addMark(marks, other, mark)
  return true
}

/** Returns how many bits of a byte are set. */
function bitsIn(byte: number): number {
  const pairs = byte - ((byte >> 1) & 0x55)
  const nibbles = (pairs & 0x33) + ((pairs >> 2) & 0x33)
  return (nibbles + (nibbles >> 4)) & 0x0f
}
