import type { ChangedLines } from '@suite/changes'
import { UsageError } from '@suite/errors'
import { firstOf, visible } from '@suite/report'
import type { Comparison } from './comparison.ts'
import type { IgnoreComment } from './decide.ts'
import { type AddedLine, type ChangedSource, classifyChange } from './lines/changed.ts'
import { ignoreComments } from './lines/ignore-comments.ts'
import type { CloneReader } from './ports.ts'
import { reasons } from './reasons.ts'
import { type Scope, type ScopeRules, scopeOf } from './scope.ts'

/** The change, read from the checkout. */
export interface Change {
  readonly scope: Scope
  /** Every changed file. */
  readonly files: readonly ChangedLines[]
  /** The new content of the files that count and of the tests, by path. */
  readonly sources: ReadonlyMap<string, ChangedSource>
  readonly added: ReadonlyMap<string, readonly AddedLine[]>
  readonly ignoreComments: readonly IgnoreComment[]
}

/**
 * Reads what a change adds. Content and line numbers come from the objects of the commit, never from the work tree.
 * @throws UsageError `tree-dirty` if a changed file has another content on disk
 */
export async function gatherChange(
  clone: CloneReader,
  { left, right }: Comparison,
  rules: ScopeRules,
): Promise<Change> {
  const files = await clone.changedLines(left, right)
  requireClean(await clone.changedOnDisk(files))
  const present = files.filter(({ status, kind }) => status !== 'removed' && kind === 'file')
  const generated = await clone.generated(
    left,
    present.map(({ path }) => path),
  )
  const scope = scopeOf(files, rules, generated)
  const read = [...scope.counting, ...scope.tests]
  const blobs = await clone.blobs(read.flatMap(({ newId }) => newId ?? []))
  const sources = new Map(
    read.map(({ path, hunks, newId }) => [path, { path, hunks, lines: linesOf(blobs.get(newId ?? '')) }]),
  )
  const added = classifyChange([...sources.values()], files)
  const comments = scope.counting.flatMap(({ path }) =>
    ignoreComments(
      path,
      sources.get(path)?.lines ?? [],
      (added.get(path) ?? []).map(({ line }) => line),
    ).map((comment) => ({
      path,
      ...comment,
    })),
  )
  return { scope, files, sources, added, ignoreComments: comments }
}

function requireClean(edited: readonly string[]): void {
  if (edited.length === 0) return
  throw new UsageError(
    reasons['tree-dirty'],
    `the checkout does not hold the commit's content of ${firstOf(edited, 3, (path) => visible(path))}`,
  )
}

/** Returns the lines of a file without their line feeds. */
function linesOf(bytes: Uint8Array | undefined): readonly string[] {
  if (bytes === undefined) throw new Error('git gave no content for an object that it lists')
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
