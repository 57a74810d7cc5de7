import type { Numbered } from './client.ts'

/** Returns whether no row is there twice, as it is if a list moves on while its pages are read. */
export function areDistinct(rows: readonly Numbered[]): boolean {
  return new Set(rows.map(({ id }) => id)).size === rows.length
}
