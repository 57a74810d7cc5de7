import { visible } from '@suite/report'
import type { CoverageLine } from '../coverage-line.ts'
import type { CoverageProblem } from './line-states.ts'
import { escapeGlob, type ReportFiles } from './report-files.ts'

/** A report to read. */
export interface FoundReport {
  readonly path: string
  /** For messages: below the workspace, or else absolute. */
  readonly shown: string
  readonly bytes: number
  /** Where its relative paths start; undefined means that its own paths tell. */
  readonly folder: string | undefined
  /** For a message: the glob of its line, or one that matches this report alone if the line matches several. */
  readonly glob: string
}

/** What the lines of `coverage` match. */
export interface FoundReports {
  /** Each file once, sorted by path, so that the order of the lines changes nothing. */
  readonly reports: readonly FoundReport[]
  /** Optional lines that match nothing. */
  readonly unmatched: readonly CoverageLine[]
  readonly problems: readonly CoverageProblem[]
}

/** Finds the reports that the lines of `coverage` match. */
export async function findReports(
  files: Pick<ReportFiles, 'list'>,
  lines: readonly CoverageLine[],
): Promise<FoundReports> {
  const reports = new Map<string, FoundReport>()
  const unmatched: CoverageLine[] = []
  const problems: CoverageProblem[] = []
  for (const line of lines) {
    const listing = await files.list(line.glob)
    if (listing.files.length === 0) {
      if (line.optional && listing.leaving.length === 0) unmatched.push(line)
      else problems.push(missingReport(line, listing.leaving))
    }
    const isAlone = listing.files.length === 1
    for (const file of listing.files) {
      const known = reports.get(file.path)
      const glob = isAlone ? line.glob : escapeGlob(file.shown)
      if (known === undefined) reports.set(file.path, { ...file, folder: line.folder, glob })
      else if (known.folder !== line.folder) problems.push(twoFolders(known, line))
    }
  }
  const sorted = [...reports.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1))
  return { reports: sorted, unmatched, problems }
}

function missingReport(line: CoverageLine, leaving: readonly string[]): CoverageProblem {
  const where = line.glob
  const [link] = leaving
  if (link !== undefined)
    return {
      reason: 'report-missing',
      what: `the line ${visible(where)} of \`coverage\` matches only ${visible(link)}, a symbolic link that is broken or leaves the workspace`,
      where,
      fix: 'Give the path of the file itself.',
    }
  const expands = /[{}]/.test(where)
  return {
    reason: 'report-missing',
    what: `the line ${visible(where)} of \`coverage\` matches no file`,
    where,
    fix: expands
      ? 'Write one line for each alternative: here, braces are plain characters.'
      : 'Look at the job that writes the report, and at the path under which it is downloaded (a wildcard matches nothing below node_modules); write ` optional` after the line if the report may be missing when its folder is not changed.',
  }
}

function twoFolders(known: FoundReport, line: CoverageLine): CoverageProblem {
  const name = (folder: string | undefined) => (folder === undefined ? 'no folder' : `\`${folder || '.'}\``)
  return {
    reason: 'path-ambiguous',
    what: `${visible(known.shown)} is matched by two lines of \`coverage\`, with ${name(known.folder)} and with ${name(line.folder)}`,
    where: line.glob,
    fix: 'Write globs that match each report once, or give both lines the same folder.',
  }
}
