import type { ChangedLines } from '@suite/changes'
import type { Forge } from '@suite/forge'
import type { Comparison } from './comparison.ts'
import type { Files } from './files.ts'
import type { ComparedEvent, ComparisonProblem } from './left-side.ts'
import type { ReportFiles } from './tracefiles/report-files.ts'

/** What this action reads from the checkout. Nothing is fetched. */
export interface CloneReader {
  /** What the checkout is compared with, or why nothing can be. */
  comparison(event: ComparedEvent, base: string | undefined): Promise<Comparison | ComparisonProblem>
  changedLines(left: string, right: string): Promise<readonly ChangedLines[]>
  /** The paths of those files whose content on disk is not that of the change. */
  changedOnDisk(files: readonly ChangedLines[]): Promise<readonly string[]>
  /** Those of the paths that are files of the commit and still have its content. */
  committed(paths: readonly string[]): Promise<readonly string[]>
  /** Every path of the commit that is checked out. */
  trackedPaths(): Promise<readonly string[]>
  /** The paths that `.gitattributes` of a commit calls generated. */
  generated(commit: string, paths: readonly string[]): Promise<ReadonlySet<string>>
  blobs(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
}

export interface Ports {
  readonly clone: CloneReader
  /** Absolute paths of the checkout, such as its path and its real path. */
  readonly roots: readonly string[]
  /** The temporary folder of the runner. */
  readonly temporary: string
  readonly reports: ReportFiles
  readonly files: Files
  readonly forge: Pick<Forge, 'labels' | 'people' | 'comments'>
}
