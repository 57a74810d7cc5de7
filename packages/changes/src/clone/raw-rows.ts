import { decodePath } from '../path-bytes.ts'
import { unreadable } from './unreadable.ts'

/** A row of `git diff-tree --raw -z --no-renames`. */
export interface RawRow {
  readonly path: string
  readonly oldMode: string
  readonly newMode: string
  readonly oldId: string
  readonly newId: string
  readonly letter: 'A' | 'D' | 'M' | 'T'
}

const row = /^:([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) ([ADMT])$/

/**
 * Reads rows from what git prints, up to the empty field before the patches. `add` returns the bytes of the patches;
 * undefined as long as the rows go on. It throws OutsideError `git-failed` for what is no such row.
 * @see https://git-scm.com/docs/git-diff-tree#_raw_output_format
 */
export function createRowReader() {
  const rows: RawRow[] = []
  let rest = Buffer.alloc(0)
  return {
    rows,
    /** Whether the last row is whole. */
    isAtEnd: () => rest.length === 0,
    add(chunk: Buffer): Buffer | undefined {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      rest = Buffer.alloc(0)
      while (start < bytes.length) {
        if (bytes[start] === 0) return bytes.subarray(start + 1)
        const middle = bytes.indexOf(0, start)
        const end = middle === -1 ? -1 : bytes.indexOf(0, middle + 1)
        if (end === -1) break
        rows.push(rowOf(bytes.toString('latin1', start, middle), bytes.subarray(middle + 1, end)))
        start = end + 1
      }
      rest = Buffer.from(bytes.subarray(start))
      return undefined
    },
  }
}

function rowOf(text: string, path: Uint8Array): RawRow {
  const [, oldMode = '', newMode = '', oldId = '', newId = '', letter] = row.exec(text) ?? []
  if (letter === undefined || path.length === 0)
    throw unreadable(`it printed the row ${JSON.stringify(text.slice(0, 200))}, which no difference has`)
  return { path: decodePath(path), oldMode, newMode, oldId, newId, letter: letter as RawRow['letter'] }
}
