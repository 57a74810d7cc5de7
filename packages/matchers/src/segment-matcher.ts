import { compileSegmentAutomaton } from './segment-automaton.ts'
import type { Item } from './segment-syntax.ts'

/** Returns whether one segment of a path (never empty, without a slash) matches. */
export type SegmentMatcher = (segment: string) => boolean

/** Returns the text of a segment without wildcards; undefined if it has wildcards. */
export function literalText(items: readonly Item[]): string | undefined {
  let text = ''
  for (const item of items) {
    if (item.kind !== 'character') return undefined
    text += item.character
  }
  return text
}

/**
 * Returns whether the segment is one star between literals, such as `*`, `*.md` and `a*`; the matcher then compares
 * its ends as text.
 */
export function isComparedAsText(items: readonly Item[]): boolean {
  return endsAroundStar(items) !== undefined
}

/** Compiles a segment that has wildcards, either to a comparison of text or to an automaton. */
export function compileSegmentMatcher(items: readonly Item[], dot: boolean): SegmentMatcher {
  const ends = endsAroundStar(items)
  if (ends) {
    const [head, tail] = ends
    const shortest = head.length + tail.length
    const visible = head === '' && !dot
    return (segment) =>
      segment.length >= shortest &&
      segment.startsWith(head) &&
      segment.endsWith(tail) &&
      !(visible && segment.startsWith('.'))
  }
  // Compiled when the first path needs it.
  let automaton: SegmentMatcher | undefined
  return (segment) => {
    automaton ??= compileSegmentAutomaton(items, dot)
    return automaton(segment)
  }
}

function endsAroundStar(items: readonly Item[]): readonly [head: string, tail: string] | undefined {
  const star = items.findIndex(({ kind }) => kind === 'star')
  const head = literalText(items.slice(0, Math.max(star, 0)))
  const tail = literalText(items.slice(star + 1))
  return star >= 0 && head !== undefined && tail !== undefined ? [head, tail] : undefined
}
