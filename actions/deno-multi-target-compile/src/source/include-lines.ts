import { posix } from 'node:path'
import type { Problem } from '@suite/errors'
import { visible } from '@suite/report'

/** A line of `include`. A path or glob is from the root of the repository. */
export type IncludeLine =
  | { readonly kind: 'specifier'; readonly text: string }
  | { readonly kind: 'path'; readonly text: string; readonly glob: string; readonly isPlain: boolean }

/** Schemes of modules that are downloaded. One letter is the drive of a path. */
const specifier = /^(?:npm|jsr|https?|node|data):/i
const scheme = /^[a-z][a-z0-9+.-]+:/i

/** Returns what the lines of `include` name, or what is wrong with them. */
export function readIncludeLines(
  lines: readonly string[],
  workingDirectory: string,
): { readonly lines: readonly IncludeLine[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const read: IncludeLine[] = []
  for (const text of lines) {
    const problem = problemOf(text, workingDirectory)
    if (problem !== undefined) problems.push({ what: `include: ${visible(text)} ${problem}` })
    else if (specifier.test(text)) read.push({ kind: 'specifier', text })
    else
      read.push({ kind: 'path', text, glob: fromRoot(text, workingDirectory), isPlain: !/[*?[]/.test(text) })
  }
  return { lines: read, problems }
}

function problemOf(text: string, workingDirectory: string): string | undefined {
  if (specifier.test(text)) return undefined
  if (text.startsWith('!')) return 'excludes something; name that in exclude'
  if (text.startsWith('/') || text.includes('\\') || /^[A-Za-z]:/.test(text) || scheme.test(text))
    return 'is not a path from working-directory, with / between its parts'
  const path = fromRoot(text, workingDirectory)
  if (path === '..' || path.startsWith('../')) return 'is outside of the repository'
  if (path.split('/').some((part) => part.toLowerCase() === '.git')) return 'is a folder of git'
  return undefined
}

function fromRoot(text: string, workingDirectory: string): string {
  return posix.join(workingDirectory, text).replace(/\/$/, '')
}
