import type { Glob } from '@suite/matchers'
import { visible } from '@suite/report'
import type { Requirement } from './requirements.ts'

/**
 * Returns a path that would be a proof for a requirement.
 * @param ordinal counts from 1 if several proofs are required
 * @returns undefined if no path can be derived from its globs
 */
export function suggestPath(
  { label, files }: Pick<Requirement, 'label' | 'files'>,
  ordinal = 1,
): string | undefined {
  const plain = label.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'proof'
  const name = ordinal === 1 ? plain : `${plain}-${ordinal}`
  return files.map((glob) => pathIn(glob, name)).find((path) => path !== undefined)
}

/**
 * The variable parts of a glob: an escaped character, stars at the end or within, `?`, and braces, whose first
 * choice is used.
 */
const open = /\\(.)|\*\*\/|(?<=^|\/)(\*\*?)$|\*+|\?|\{([^{},]*),[^{}]*\}/gs

/**
 * Fills the variable parts of the glob with a name. Returns only a path that the glob matches and that a person can
 * type.
 */
function pathIn({ pattern, matches }: Glob, name: string): string | undefined {
  const filled = pattern.replaceAll(open, (found, escaped?: string, file?: string, choice?: string) => {
    if (found === '**/') return ''
    if (file !== undefined) return `${name}.txt`
    if (found.startsWith('*')) return name
    return escaped ?? choice ?? 'x'
  })
  return [filled, `${filled}/${name}.txt`].find(
    (path) => matches(path) && visible(path, Number.POSITIVE_INFINITY) === path,
  )
}

/** Returns the folder of a path, `.` for the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
}
