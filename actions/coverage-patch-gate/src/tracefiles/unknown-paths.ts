import { code, visible } from '@suite/report'
import type { FoundReport } from './find.ts'
import type { PathResolver } from './paths.ts'

/** The paths of a report that are not in the tree, as far as a message needs them. */
export interface UnknownPaths {
  add(written: string): void
  /** The first path. */
  readonly first: string | undefined
  /** Returns what to write in an input, so that these paths are found; undefined if nothing helps. */
  fix(report: FoundReport): string | undefined
  /** Returns warnings about paths that seem to be changed files. */
  warnings(report: FoundReport, folder: string): readonly string[]
}

/** Enough paths to find out what is wrong with all of them. */
const most = 20

export function createUnknownPaths(resolver: PathResolver, changed: ReadonlySet<string>): UnknownPaths {
  const changedNames = new Set([...changed].map(lastPart))
  const samples: string[] = []
  /** Those that have the name of a changed file. */
  const suspects = new Set<string>()

  function fixFor(report: FoundReport, written: string): string | undefined {
    const folders = resolver.proposeFolders(written)
    if (folders.length > 0) {
      const lines = folders.map((folder) => `\`${visible(report.glob)}=${visible(folder) || '.'}\``)
      return `If its paths start in another folder, name it in \`coverage\`: ${lines.join(' or ')}.`
    }
    const proposed = resolver.proposeMapping(written)
    return (
      proposed &&
      `If ${visible(proposed.path)} is meant, set \`path-map\` to \`${visible(proposed.mapping)}\`.`
    )
  }

  function suspected(written: string): string | undefined {
    const folders = resolver.proposeFolders(written)
    const bare = lastPart(written)
    const paths = folders.length > 0 ? [...changed].filter((path) => lastPart(path) === bare) : []
    const byFolder = paths.find((path) => folders.some((folder) => isBelow(path, folder)))
    const mapped = resolver.proposeMapping(written)?.path
    return byFolder ?? (mapped !== undefined && changed.has(mapped) ? mapped : undefined)
  }

  return {
    add(written) {
      if (samples.length < most) samples.push(written)
      if (suspects.size < most && changedNames.has(lastPart(written))) suspects.add(written)
    },
    get first() {
      return samples[0]
    },
    fix: (report) => samples.map((written) => fixFor(report, written)).find((fix) => fix !== undefined),
    warnings: (report, folder) =>
      [...suspects].flatMap((written) => {
        const path = suspected(written)
        if (path === undefined) return []
        const where = folder === '' ? 'the commit' : code(folder)
        return [
          `${visible(report.shown)}: ${visible(written)} is not in ${where}, so it does not count for ${visible(path)}. ${fixFor(report, written) ?? ''}`.trim(),
        ]
      }),
  }
}

const lastPart = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

const isBelow = (path: string, folder: string) => folder === '' || path.startsWith(`${folder}/`)
