import type { Glob } from '@suite/matchers'
import { visible } from '@suite/report'
import type { Requirement } from './requirements.ts'

/**
 * A path that would be a proof for a requirement.
 * @param ordinal counts from 1 where several proofs are asked for
 * @returns undefined where none can be made up from its globs
 */
export function suggestPath(
  { label, files }: Pick<Requirement, 'label' | 'files'>,
  ordinal = 1,
): string | undefined {
  const plain = label.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'proof'
  const name = ordinal === 1 ? plain : `${plain}-${ordinal}`
  return files.map((glob) => pathIn(glob, name)).find((path) => path !== undefined)
}

/** What a glob leaves open: an escaped character, stars to the end or within, `?`, braces, of which the first choice is taken. */
const open = /\\(.)|\*\*\/|(?<=^|\/)(\*\*?)$|\*+|\?|\{([^{},]*),[^{}]*\}/gs

/** Puts a name where the glob leaves one open, and returns only what the glob then matches and a person can type. */
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

/** The folder of a path, `.` for the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
}
