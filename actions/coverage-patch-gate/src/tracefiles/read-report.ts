import { isAscii } from 'node:buffer'
import { decodePath } from '@suite/changes'
import { visible } from '@suite/report'
import type { FoundReport } from './find.ts'
import type { CoverageProblem, ReportSeen } from './line-states.ts'
import { identifyFormat } from './other-formats.ts'
import type { PathResolver, ResolvedPath } from './paths.ts'
import { createRecordReaders, createRecordTables, type RecordTables } from './record-tables.ts'
import { textOf } from './report-bytes.ts'
import type { ReportFiles } from './report-files.ts'
import { createFolderVotes } from './report-folder.ts'
import { ambiguousPath, emptyReport, foreignReport, unreadableReport } from './report-problems.ts'
import { collectWarnings } from './report-warnings.ts'
import { createScanner } from './scan.ts'
import { extensionOf } from './source-name.ts'
import { createUnknownPaths } from './unknown-paths.ts'

/** What reading a report needs to know. */
export interface ReadingScope {
  readonly resolver: PathResolver
  readonly changed: ReadonlySet<string>
  readonly totals: boolean
  readonly signal?: AbortSignal | undefined
  /** Called after each piece with its size in bytes. */
  readonly progress?: ((report: FoundReport, bytes: number) => void) | undefined
}

/** One report, read. */
export interface ReportContents {
  readonly seen: ReportSeen
  /** By path of the tree. A path occurs twice if the report writes it in two ways. */
  readonly tables: readonly (readonly [path: string, tables: RecordTables])[]
  readonly extensions: ReadonlySet<string>
  readonly warnings: readonly string[]
  readonly problems: readonly CoverageProblem[]
}

/** As much of the beginning of a file as tells its format. */
const headSize = 4_096

/**
 * Reads one report. Relative paths are resolved at the end, when all paths of the report are known; until then a
 * record is kept if any folder would make it one of a changed file.
 */
export async function readReport(
  files: Pick<ReportFiles, 'read'>,
  report: FoundReport,
  { resolver, changed, totals, signal, progress }: ReadingScope,
): Promise<ReportContents> {
  const votes = createFolderVotes(report.shown, report.folder)
  const warnings = collectWarnings(report.shown)
  const unknown = createUnknownPaths(resolver, changed)
  const extensions = new Set<string>()
  const kept = new Map<string, { readonly resolved: ResolvedPath; readonly tables: RecordTables }>()
  const problems: CoverageProblem[] = []
  let records = 0
  let mapped = 0
  let source = ''
  const readerOf = createRecordReaders((oddity, line) => warnings.add(oddity, source, line))

  function isWanted(resolved: ResolvedPath): { readonly changed: boolean; readonly totals: boolean } {
    if (resolved.kind === 'tracked') return { changed: changed.has(resolved.path), totals }
    const paths = pathsOf(resolved)
    return { changed: paths.some((path) => changed.has(path)), totals: totals && paths.length > 0 }
  }

  function tally(resolved: ResolvedPath): void {
    if (resolved.kind === 'tracked' || resolved.kind === 'ambiguous') mapped += 1
    if (resolved.kind === 'tracked') return
    if (resolved.kind === 'by-folder') votes.add(resolved.paths)
    if (pathsOf(resolved).length === 0 && resolved.kind !== 'ambiguous') unknown.add(source)
    if (resolved.kind !== 'ambiguous') return
    if (!resolved.hasChanged) warnings.add('ambiguous-unchanged', source)
    else if (problems.length === 0) problems.push(ambiguousPath(report, source, resolved.paths))
  }

  const scanner = createScanner({
    begin(name) {
      records += 1
      source = name === undefined ? '' : textOfName(name)
      if (name === undefined) {
        warnings.add('unnamed', '')
        return undefined
      }
      const extension = extensionOf(source)
      if (extension !== '') extensions.add(extension)
      const before = kept.get(source)
      const resolved = before?.resolved ?? resolver.resolve(source, votes.folders)
      tally(resolved)
      if (before) return readerOf(before.tables)
      const tables = createRecordTables(isWanted(resolved))
      if (tables === undefined) return undefined
      kept.set(source, { resolved, tables })
      return readerOf(tables)
    },
    unclosed: () => warnings.add('unclosed', source),
  })

  let head = Buffer.alloc(0)
  try {
    for await (const piece of textOf(files.read(report.path))) {
      signal?.throwIfAborted()
      if (head.length < headSize) head = Buffer.concat([head, piece.subarray(0, headSize - head.length)])
      scanner.push(piece)
      progress?.(report, piece.length)
    }
    scanner.end()
  } catch (error) {
    signal?.throwIfAborted()
    problems.push(unreadableReport(report, error))
  }

  const folder = votes.folders[votes.elected()] ?? ''
  mapped += votes.mapped()
  if (problems.length === 0 && records === 0) problems.push(emptyReport(report, identifyFormat(String(head))))
  else if (problems.length === 0 && mapped === 0) problems.push(foreignReport(report, records, unknown))
  const tables = [...kept.values()].flatMap(({ resolved, tables: each }) => {
    const path = resolved.kind === 'by-folder' ? resolved.paths[votes.elected()] : pathsOf(resolved)[0]
    return path === undefined ? [] : [[path, each] as const]
  })
  for (const [path, { changed: lines, marks }] of tables)
    if (lines?.counts.isAbsurd || marks?.isAbsurd)
      problems.push(
        unreadableReport(report, `it counts lines of ${visible(path)} with numbers that no file has`),
      )
  return {
    seen: { path: report.shown, folder, records, mapped },
    tables,
    extensions,
    warnings: [...warnings.texts(), ...unknown.warnings(report, folder)],
    problems,
  }
}

/** Returns a path as text. Nearly all are ASCII, which is read fast. */
function textOfName(name: Buffer): string {
  return isAscii(name) ? name.toString('latin1') : decodePath(name)
}

/** Returns the paths of the tree that a path may mean. */
function pathsOf(resolved: ResolvedPath): readonly string[] {
  if (resolved.kind === 'tracked') return [resolved.path]
  return resolved.kind === 'by-folder' ? resolved.paths.filter((path) => path !== undefined) : []
}
