import type { OutsideError } from '@suite/errors'
import type { Hunk } from '../changed-lines.ts'
import { unreadable } from './unreadable.ts'

/** What git prints about one pair of contents. */
export interface Patch {
  /** Undefined if only the mode differs. */
  readonly ids: { readonly old: string; readonly new: string } | undefined
  readonly isBinary: boolean
  readonly hunks: readonly Hunk[]
}

interface OpenHunk extends Hunk {
  readonly removed: string[]
  readonly added: string[]
}

const [plus, minus, backslash] = [0x2b, 0x2d, 0x5c]
/** No file has more lines. */
const mostLines = 2 ** 31 - 1
const indexHeader = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/
const otherHeader = /^(?:old mode|new mode|deleted file mode|new file mode|---|\+\+\+) /

/**
 * Reads patches with `--unified=0 --full-index` from whole lines. How many lines a hunk has is known from its header,
 * so no line is taken for another because of how it begins.
 * @throws OutsideError `git-failed` from its functions, for a text that is not such a patch
 */
export function createPatchReader(onPatch: (patch: Patch) => void) {
  let patch: { ids: Patch['ids']; isBinary: boolean; hunks: OpenHunk[] } | undefined
  let hunk: OpenHunk | undefined
  let removed = 0
  let added = 0

  const requireWhole = () => {
    if (hunk && (removed < hunk.removed.length || added < hunk.added.length))
      throw unreadable('a hunk ends before its last line')
  }

  function endPatch(): void {
    requireWhole()
    if (patch) onPatch(patch)
    patch = undefined
    hunk = undefined
  }

  function readHeader(line: string): void {
    requireWhole()
    if (line.startsWith('diff --git ')) {
      endPatch()
      patch = { ids: undefined, isBinary: false, hunks: [] }
      return
    }
    if (patch && line.startsWith('@@ ')) {
      hunk = openHunk(line)
      patch.hunks.push(hunk)
      removed = 0
      added = 0
      return
    }
    const ids = indexHeader.exec(line)
    if (patch && ids) patch.ids = { old: ids[1] ?? '', new: ids[2] ?? '' }
    else if (patch && line.startsWith('Binary files ')) patch.isBinary = true
    else if (!patch || !otherHeader.test(line)) throw unknownLine(line)
  }

  return {
    /** @param lines whole lines */
    add(lines: string): void {
      let start = 0
      /** Returns how many lines the room then holds. */
      const fill = (room: string[], filled: number, sign: number): number => {
        let count = filled
        while (count < room.length && start < lines.length) {
          const end = endOfLine(lines, start)
          const first = lines.charCodeAt(start)
          if (first === sign) room[count++] = lines.slice(start + 1, end)
          else throw unknownLine(lines.slice(start, end))
          start = end + 1
        }
        return count
      }
      while (start < lines.length) {
        if (hunk && removed < hunk.removed.length) removed = fill(hunk.removed, removed, minus)
        else if (hunk && lines.charCodeAt(start) === backslash) {
          // "\ No newline at end of file" is about the line above it.
          start = endOfLine(lines, start) + 1
        } else if (hunk && added < hunk.added.length) added = fill(hunk.added, added, plus)
        else {
          const end = endOfLine(lines, start)
          readHeader(lines.slice(start, end))
          start = end + 1
        }
      }
    },
    end: endPatch,
  }
}

/** Returns a hunk with room for its lines. It is read without a regular expression, because there are many. */
function openHunk(header: string): OpenHunk {
  let at = '@@ '.length
  const skip = (expected: string) => {
    if (header[at] !== expected) throw unknownLine(header)
    at++
  }
  const readNumber = () => {
    const start = at
    let number = 0
    for (
      let digit = header.charCodeAt(at) - 48;
      digit >= 0 && digit <= 9;
      digit = header.charCodeAt(++at) - 48
    )
      number = number * 10 + digit
    if (at === start || number > mostLines) throw unknownLine(header)
    return number
  }
  const readCount = () => {
    if (header[at] !== ',') return 1
    at++
    return readNumber()
  }
  skip('-')
  const oldStart = readNumber()
  const removed = readCount()
  skip(' ')
  skip('+')
  const newStart = readNumber()
  const added = readCount()
  skip(' ')
  skip('@')
  skip('@')
  return { oldStart, removed: roomFor(removed), newStart, added: roomFor(added) }
}

function roomFor(lines: number): string[] {
  return lines === 0 ? [] : new Array(lines)
}

function endOfLine(lines: string, start: number): number {
  const end = lines.indexOf('\n', start)
  return end === -1 ? lines.length : end
}

function unknownLine(line: string): OutsideError {
  return unreadable(
    `it printed the line ${JSON.stringify(line.slice(0, 200))}, which is in no patch at this place`,
  )
}
