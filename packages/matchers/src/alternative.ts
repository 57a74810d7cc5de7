import type { Item } from './segment-syntax.ts'

/** What a pattern requires of one segment of a path. A `globstar` matches any number of segments. */
export type Part =
  | { readonly kind: 'globstar' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'wildcard'; readonly items: readonly Item[] }
  | { readonly kind: 'capture'; readonly name: string; readonly offset: number }

/** One variant of a pattern: its segments after the braces are expanded. */
export type Alternative = readonly Part[]
