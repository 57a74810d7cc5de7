import type { ChangedLines, Hunk } from '../changed-lines.ts'
import { kindOf } from '../tree-entries.ts'
import { createPatchReader, type Patch } from './patch-reader.ts'
import { createRowReader, type RawRow } from './raw-rows.ts'
import { unreadable } from './unreadable.ts'

/** The patch that must come next, and what of it counts. */
interface Expected {
  readonly row: number
  readonly old: string
  readonly new: string
  readonly oldIsFile: boolean
  readonly newIsFile: boolean
}

/** How many bytes are read at once. */
const block = 1024 * 1024

/** The ids of a content without a line. */
const empty: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
])

/**
 * Reads what `git diff-tree -z --raw --patch` prints: rows, then one patch for each row, in the same order.
 * @throws OutsideError `git-failed` from its functions, for any other output
 */
export function createDifferenceReader() {
  const rows = createRowReader()
  const files: { isBinary: boolean; hunks: Hunk[] }[] = []
  let expected: readonly Expected[] = []
  let seen = 0
  let isInPatches = false
  let unread: Buffer[] = []
  let bytesUnread = 0
  let enough = block

  const patches = createPatchReader((patch) => {
    const next = expected[seen++]
    const file = next && files[next.row]
    if (!next || !file) throw unreadable('it printed more patches than rows')
    requirePair(next, patch)
    file.isBinary ||= patch.isBinary
    for (const hunk of patch.hunks) file.hunks.push(linesOfFiles(hunk, next))
  })

  function addPatches(chunk: Buffer): void {
    unread.push(chunk)
    bytesUnread += chunk.length
    if (bytesUnread >= enough) readLines()
  }

  function readLines(): void {
    const bytes = Buffer.concat(unread)
    const end = bytes.lastIndexOf(0x0a) + 1
    patches.add(bytes.toString('utf8', 0, end))
    unread = [bytes.subarray(end)]
    bytesUnread = bytes.length - end
    // A line of any length is put together in linear time.
    enough = Math.max(block, 2 * bytesUnread)
  }

  return {
    add(chunk: Buffer): void {
      const rest = isInPatches ? chunk : rows.add(chunk)
      if (rest === undefined) return
      if (!isInPatches) {
        isInPatches = true
        expected = rows.rows.flatMap(patchesOf)
        for (const _ of rows.rows) files.push({ isBinary: false, hunks: [] })
      }
      addPatches(rest)
    },
    /** Returns the files. @throws OutsideError `git-failed` if anything is missing */
    end(): readonly ChangedLines[] {
      readLines()
      if (bytesUnread > 0) throw unreadable('the last line has no end')
      patches.end()
      const isWhole = rows.isAtEnd() && isInPatches === rows.rows.length > 0
      if (!isWhole || seen !== expected.length) throw unreadable('the patches and the rows do not pair up')
      if (new Set(rows.rows.map(({ path }) => path)).size !== rows.rows.length)
        throw unreadable('one path occurs twice')
      return rows.rows.map((row, index) => fileOf(row, files[index] ?? { isBinary: false, hunks: [] }))
    },
  }
}

/** If a file becomes a symlink, or the other way around, git prints a removal and an addition. */
function patchesOf(row: RawRow, index: number): readonly Expected[] {
  const pair = {
    row: index,
    old: row.oldId,
    new: row.newId,
    oldIsFile: isFile(row.path, row.oldMode),
    newIsFile: isFile(row.path, row.newMode),
  }
  if (row.letter !== 'T') return [pair]
  const none = '0'.repeat(row.oldId.length)
  return [
    { ...pair, new: none, newIsFile: false },
    { ...pair, old: none, oldIsFile: false },
  ]
}

/** @throws if this is not the patch of the row, or if it shows no line although the contents differ */
function requirePair(expected: Expected, { ids, isBinary, hunks }: Patch): void {
  const isSame = expected.old === expected.new
  if (ids ? ids.old !== expected.old || ids.new !== expected.new : !isSame)
    throw unreadable('it printed a patch of another row')
  const showsNothing = !isBinary && hunks.length === 0
  const differs = [expected.old, expected.new].some((id) => !empty.has(id) && !isNone(id))
  const comesFromNothing = isNone(expected.old) && hunks.some(({ removed }) => removed.length > 0)
  const goesToNothing = isNone(expected.new) && hunks.some(({ added }) => added.length > 0)
  if (comesFromNothing || goesToNothing) throw unreadable('it printed lines of a file that does not exist')
  if (showsNothing && !isSame && differs) throw unreadable('it printed a difference without a line')
}

/** The id of a file that does not exist has only zeros. */
function isNone(id: string): boolean {
  return /^0+$/.test(id)
}

function linesOfFiles(hunk: Hunk, { oldIsFile, newIsFile }: Expected): Hunk {
  if (oldIsFile && newIsFile) return hunk
  return { ...hunk, removed: oldIsFile ? hunk.removed : [], added: newIsFile ? hunk.added : [] }
}

function fileOf(
  row: RawRow,
  { isBinary, hunks }: { isBinary: boolean; hunks: readonly Hunk[] },
): ChangedLines {
  const { path, letter } = row
  const mode = letter === 'D' ? row.oldMode : row.newMode
  return {
    path,
    status: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified',
    kind: requireEntry(path, mode),
    isBinary,
    hunks: hunks.filter(({ removed, added }) => removed.length + added.length > 0),
    newId: letter === 'D' ? undefined : row.newId,
    oldId: letter === 'A' ? undefined : row.oldId,
  }
}

function isFile(path: string, mode: string): boolean {
  return mode !== '000000' && requireEntry(path, mode) === 'file'
}

function requireEntry(path: string, mode: string): ChangedLines['kind'] {
  const kind = kindOf({ path, mode, id: '' })
  if (kind === 'folder') throw unreadable(`it listed the folder ${JSON.stringify(path)}`)
  return kind
}
