import { defineKind } from '@suite/contract'

/** One line of the input `coverage`. */
export interface CoverageLine {
  /** A glob of files on disk, from the workspace. */
  readonly glob: string
  /**
   * The folder of the repository where relative paths of these reports start; empty for its root. Undefined means
   * that each report tells it by its own paths.
   */
  readonly folder: string | undefined
  /** Whether the line may match nothing if the change touches nothing below its folder, or below the root. */
  readonly optional: boolean
}

/** A line of `coverage`: `glob`, or `glob=folder`, with ` optional` after it for a report that may be missing. */
export const coverageLine = defineKind(
  'report',
  'a glob of lcov files such as `coverage/lcov.info`, or `glob=folder`; `optional` may follow',
  { type: 'string' },
  parseCoverageLine,
)

function parseCoverageLine(text: string): { value: CoverageLine } | { problem: string } {
  const optional = /\soptional$/.test(text)
  const rest = optional ? text.slice(0, -'optional'.length).trimEnd() : text
  const equals = rest.lastIndexOf('=')
  const glob = (equals < 0 ? rest : rest.slice(0, equals)).trim()
  if (glob === '') return { problem: 'names no file: write a glob such as coverage/lcov.info' }
  if (/^[!#]/.test(glob)) return { problem: `begins with ${glob[0]}, which selects no file` }
  if (equals < 0) return { value: { glob, folder: undefined, optional } }
  const folder = readFolder(rest.slice(equals + 1).trim())
  if (folder === undefined)
    return {
      problem:
        'has something after = that is not a folder of the repository: write the folder from the root, such as packages/api',
    }
  return { value: { glob, folder, optional } }
}

/** Returns a folder without `./` and slashes at its end; undefined if it leaves the repository. */
function readFolder(text: string): string | undefined {
  const parts = text.split('/')
  if (text === '' || text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text)) return undefined
  if (parts.includes('..') || text.includes('\0')) return undefined
  return parts.filter((part) => part !== '' && part !== '.').join('/')
}
