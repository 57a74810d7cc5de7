import type { Hunk } from '@suite/changes'

/** Returns the lines of a file before a change, from those after it. */
export function oldLines(lines: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const old: string[] = []
  let at = 0
  for (const { newStart, added, removed } of hunks) {
    // If nothing is added, `newStart` is the line after which the lines were removed.
    const start = added.length === 0 ? newStart : newStart - 1
    for (; at < start; at += 1) old.push(lines[at] ?? '')
    for (const line of removed) old.push(line)
    at += added.length
  }
  for (; at < lines.length; at += 1) old.push(lines[at] ?? '')
  return old
}

/** Returns the index, from 0, of the first line that a hunk removed. */
export function firstRemoved({ oldStart, removed }: Hunk): number {
  return removed.length === 0 ? oldStart : oldStart - 1
}

/** Returns the index, from 0, of the first line that a hunk added. */
export function firstAdded({ newStart, added }: Hunk): number {
  return added.length === 0 ? newStart : newStart - 1
}
