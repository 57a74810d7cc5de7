import { compileSegmentAutomaton } from './segment-automaton.ts'
import type { Item } from './segment-syntax.ts'

/** Tells whether one segment of a path (never empty, without a slash) matches. */
export type SegmentMatcher = (segment: string) => boolean

/** The text that a segment without wildcards spells. */
export function literalText(items: readonly Item[]): string | undefined {
  let text = ''
  for (const item of items) {
    if (item.kind !== 'character') return undefined
    text += item.character
  }
  return text
}

/**
 * Compiles a segment that has wildcards. One star between literals (`*`, `*.md`, `a*`) is compared as text; all else
 * becomes an automaton, when the first path asks for it.
 */
export function compileSegmentMatcher(items: readonly Item[], dot: boolean): SegmentMatcher {
  const star = items.findIndex(({ kind }) => kind === 'star')
  const head = literalText(items.slice(0, Math.max(star, 0)))
  const tail = literalText(items.slice(star + 1))
  if (star >= 0 && head !== undefined && tail !== undefined) {
    const shortest = head.length + tail.length
    const visible = head === '' && !dot
    return (segment) =>
      segment.length >= shortest &&
      segment.startsWith(head) &&
      segment.endsWith(tail) &&
      !(visible && segment.startsWith('.'))
  }
  let automaton: SegmentMatcher | undefined
  return (segment) => {
    automaton ??= compileSegmentAutomaton(items, dot)
    return automaton(segment)
  }
}
