import type { ChangedLines, Hunk } from '@suite/changes'
import { codeLinesOf } from './code-lines.ts'
import { readSource } from './lexer/scan.ts'
import { findMoved, type Origin, type Run } from './moved.ts'
import { firstAdded, firstRemoved, oldLines } from './old-lines.ts'
import { findReformatted } from './reformatted.ts'

/** What an added line is: code that counts, code that only moved or was only reformatted, or no code. */
export type LineKind = 'code' | 'moved' | 'reformatted' | 'not-code'

/** A file as it is after a change. */
export interface ChangedSource {
  readonly path: string
  /** All lines of the file. */
  readonly lines: readonly string[]
  readonly hunks: readonly Hunk[]
}

/** A line that a change added. */
export interface AddedLine {
  /** From 1. */
  readonly line: number
  readonly kind: LineKind
  /** Where a moved line was before. */
  readonly from?: Origin
}

/**
 * Returns for each file the lines that a change added, in order, each with its kind.
 *
 * @param files the files whose added lines are asked for
 * @param changed all files of the change: what was removed from any of them may have moved
 */
export function classifyChange(
  files: readonly ChangedSource[],
  changed: readonly ChangedLines[],
): ReadonlyMap<string, readonly AddedLine[]> {
  const read = files.map(readFile)
  const known = new Set(files.map(({ path }) => path))
  const added = read.flatMap(({ added }) => added)
  const removed = [
    ...read.flatMap(({ removed }) => removed),
    ...changed.filter(({ path }) => !known.has(path)).flatMap(removedElsewhere),
  ]
  const origins = new Map<string, Origin>()
  findMoved(added, removed).forEach((lines, index) => {
    lines.forEach((origin, at) => {
      if (origin) origins.set(keyOf(added[index]?.path ?? '', added[index]?.lines[at] ?? 0), origin)
    })
  })
  return new Map(
    read.map(({ path, kinds }) => [
      path,
      kinds.map(({ line, kind }): AddedLine => {
        const from = kind === 'code' ? origins.get(keyOf(path, line)) : undefined
        return from ? { line, kind: 'moved', from } : { line, kind }
      }),
    ]),
  )
}

function keyOf(path: string, line: number): string {
  return `${line} ${path}`
}

interface ReadFile {
  readonly path: string
  readonly kinds: readonly AddedLine[]
  readonly added: readonly Run[]
  readonly removed: readonly Run[]
}

function readFile({ path, lines, hunks }: ChangedSource): ReadFile {
  const now = readSource(path, lines)
  const isCode = codeLinesOf(now)
  const before = hunks.some(({ removed }) => removed.length > 0) ? oldLines(lines, hunks) : []
  const old = readSource(path, before)
  const nowRanges = hunks.map((hunk) => rangeFrom(firstAdded(hunk), hunk.added.length))
  const oldRanges = hunks.map((hunk) => rangeFrom(firstRemoved(hunk), hunk.removed.length))
  const isReformatted = findReformatted(old, oldRanges, now, nowRanges)
  const moving = hunks.map((_, index) => !isReformatted[index])
  const kinds = nowRanges.flatMap(({ from, to }, index) =>
    Array.from({ length: to - from }, (_, at): AddedLine => {
      const kind = !isCode[from + at] ? 'not-code' : isReformatted[index] ? 'reformatted' : 'code'
      return { line: from + at + 1, kind }
    }),
  )
  return {
    path,
    kinds,
    added: runsOf(
      path,
      lines,
      isCode,
      nowRanges.filter((_, index) => moving[index]),
    ),
    removed: runsOf(
      path,
      before,
      codeLinesOf(old),
      oldRanges.filter((_, index) => moving[index]),
    ),
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

function rangeFrom(from: number, length: number): Range {
  return { from, to: from + length }
}

/** Returns the runs of code in some ranges of a file. Code outside of them ends a run; other lines do not. */
function runsOf(
  path: string,
  lines: readonly string[],
  isCode: readonly boolean[],
  ranges: readonly Range[],
): readonly Run[] {
  const runs: { path: string; lines: number[]; texts: string[] }[] = []
  let end = 0
  let current: { path: string; lines: number[]; texts: string[] } | undefined
  for (const { from, to } of ranges) {
    for (let at = end; at < from; at += 1) if (isCode[at]) current = undefined
    for (let at = from; at < to; at += 1) {
      if (!isCode[at]) continue
      if (!current) {
        current = { path, lines: [], texts: [] }
        runs.push(current)
      }
      current.lines.push(at + 1)
      current.texts.push(lines[at] ?? '')
    }
    end = to
  }
  const all = isCode.reduce((sum, holdsCode) => sum + (holdsCode ? 1 : 0), 0)
  return runs.map((run) => ({ ...run, isWholeFile: run.lines.length === all }))
}

/**
 * Returns what was removed from a file that is not among those asked for. Only the removed lines are known, so in a
 * modified file each hunk is read by itself.
 */
function removedElsewhere({ path, status, kind, isBinary, hunks }: ChangedLines): readonly Run[] {
  if (kind !== 'file' || isBinary) return []
  return hunks.flatMap((hunk) => {
    const isCode = codeLinesOf(readSource(path, hunk.removed))
    const start = firstRemoved(hunk)
    return runsOf(path, hunk.removed, isCode, [rangeFrom(0, hunk.removed.length)]).map((run) => ({
      ...run,
      lines: run.lines.map((line) => line + start),
      isWholeFile: run.isWholeFile && status === 'removed',
    }))
  })
}
