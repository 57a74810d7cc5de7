import type { Hunk } from '../changed-lines.ts'

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

const lineFeed = 0x0a
const minus = 0x2d
const plus = 0x2b
const backslash = 0x5c
const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/
const indexHeader = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/
const otherHeader = /^(?:old mode|new mode|deleted file mode|new file mode|---|\+\+\+) /

/**
 * Reads patches with `--unified=0 --full-index` from whole lines. How many lines a hunk has is known from its header,
 * so no line is taken for another because of how it begins.
 * Both functions throw for what is no such patch.
 */
export function createPatchReader(onPatch: (patch: Patch) => void) {
  let patch: { ids: Patch['ids']; isBinary: boolean; hunks: OpenHunk[] } | undefined
  let hunk: OpenHunk | undefined
  let removedToCome = 0
  let addedToCome = 0

  function endPatch(): void {
    if (removedToCome + addedToCome > 0) throw new Error('a hunk ends before its last line')
    if (patch) onPatch(patch)
    patch = undefined
    hunk = undefined
  }

  function readHeader(line: string): void {
    if (line.startsWith('diff --git ')) {
      endPatch()
      patch = { ids: undefined, isBinary: false, hunks: [] }
      return
    }
    const hunkFound = hunkHeader.exec(line)
    const indexFound = indexHeader.exec(line)
    if (patch && hunkFound) {
      const [, oldStart, removed = '1', newStart, added = '1'] = hunkFound
      hunk = { oldStart: Number(oldStart), removed: [], newStart: Number(newStart), added: [] }
      patch.hunks.push(hunk)
      removedToCome = Number(removed)
      addedToCome = Number(added)
    } else if (patch && indexFound) patch.ids = { old: indexFound[1] ?? '', new: indexFound[2] ?? '' }
    else if (patch && line.startsWith('Binary files ')) patch.isBinary = true
    else if (!patch || !otherHeader.test(line))
      throw new Error(`it printed the line ${JSON.stringify(line.slice(0, 200))}, which no patch has`)
  }

  return {
    /** @param block whole lines */
    add(block: Buffer): void {
      for (let start = 0; start < block.length; ) {
        const found = block.indexOf(lineFeed, start)
        const end = found === -1 ? block.length : found
        const first = block[start]
        if (hunk && removedToCome > 0 && first === minus) {
          hunk.removed.push(block.toString('utf8', start + 1, end))
          removedToCome--
        } else if (hunk && removedToCome === 0 && addedToCome > 0 && first === plus) {
          hunk.added.push(block.toString('utf8', start + 1, end))
          addedToCome--
        } else if (hunk && first === backslash) {
          // "\ No newline at end of file" is about the line above it.
        } else if (removedToCome + addedToCome > 0) throw new Error('a hunk ends before its last line')
        else readHeader(block.toString('latin1', start, end))
        start = end + 1
      }
    },
    end: endPatch,
  }
}
