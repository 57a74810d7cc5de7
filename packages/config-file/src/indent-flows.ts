import type { CST } from 'yaml'
import { partsOf } from './cst.ts'
import { findFlowEnd } from './flow-end.ts'

/** Numbers of spaces to insert, by line number, from 1. */
export type Padding = ReadonlyMap<number, number>

/**
 * The maximum number of spaces to insert. A text that needs more is not indented; files that people write need far
 * fewer.
 */
const MAX_PADDING = 64 * 1024

/**
 * Indents the lines of flow collections (`[…]`, `{…}`) that span several lines, so that they are deeper than their
 * first bracket. This does not change what they mean. YAML requires this indentation; js-yaml, and so
 * actions/labeler, does not.
 *
 * @returns the indented text; undefined if there is nothing to indent or a bracket is not closed
 */
export function indentFlows(
  text: string,
  tokens: readonly CST.Token[],
): { readonly text: string; readonly padding: Padding } | undefined {
  const lines = text.split('\n')
  const lineOf = lineFinder(text)
  const padding = new Map<number, number>()
  let passed = 0
  let total = 0
  for (const { start } of flowsIn(tokens)) {
    if (start.offset < passed) continue
    const end = findFlowEnd(text, start.offset)
    if (end === undefined) return undefined
    passed = end
    const first = lineOf(start.offset)
    const depth = start.offset - text.lastIndexOf('\n', start.offset)
    for (let number = first + 1; number <= lineOf(end - 1); number += 1) {
      const missing = missingSpaces(lines[number - 1] ?? '', depth)
      if (missing > 0) padding.set(number, missing)
      total += missing
      if (total > MAX_PADDING) return undefined
    }
  }
  if (padding.size === 0) return undefined
  const indented = lines.map((line, index) => ' '.repeat(padding.get(index + 1) ?? 0) + line)
  return { text: indented.join('\n'), padding }
}

/** Returns whether every indented line is within a flow collection, according to the parser of the indented text. */
export function isWithinFlows(text: string, tokens: readonly CST.Token[], padding: Padding): boolean {
  const lineOf = lineFinder(text)
  const inside = new Set<number>()
  for (const { start, end } of flowsIn(tokens)) {
    const [close] = end
    if (close?.type !== 'flow-seq-end' && close?.type !== 'flow-map-end') continue
    for (let line = lineOf(start.offset) + 1; line <= lineOf(close.offset); line += 1) inside.add(line)
  }
  return [...padding.keys()].every((line) => inside.has(line))
}

/** Returns the outermost flow collections, in order. */
function flowsIn(tokens: readonly CST.Token[]): CST.FlowCollection[] {
  return tokens.flatMap((token) => (token.type === 'flow-collection' ? [token] : flowsIn(partsOf(token))))
}

function missingSpaces(line: string, depth: number): number {
  const spaces = /^ */.exec(line)?.[0].length ?? 0
  return line.trim() === '' ? 0 : Math.max(0, depth - spaces)
}

/** Returns a function from an offset to the number of its line, from 1. */
function lineFinder(text: string): (offset: number) => number {
  const breaks: number[] = []
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks.push(at)
  return (offset) => {
    let low = 0
    let high = breaks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((breaks[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
