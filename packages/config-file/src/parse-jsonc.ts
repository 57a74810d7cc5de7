import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { ParsedValue } from './check-value.ts'
import { halfPair, hasHalfPair } from './half-pair.ts'
import type { OffsetProblem } from './offset-problem.ts'
import type { Place } from './place.ts'

/** The parser recurses, so the depth is limited before it runs. */
const MAX_DEPTH = 100

const nowhere: Place = { offset: 0, keyOffset: 0, parts: new Map() }

/** Tokens of the scanner, whose enum is not there at run time. */
const openBrace = 1
const closeBrace = 2
const openBracket = 3
const closeBracket = 4
const endOfFile = 17

/**
 * Parses JSON with comments and trailing commas. The value is undefined for a text that holds nothing else than
 * comments. A key that is there twice is a problem, because programs disagree about which of the two counts.
 */
export function parseJsonc(text: string): ParsedValue {
  const locate = locatorOf(text)
  const refuse = (problems: readonly OffsetProblem[]) => ({
    value: undefined,
    place: nowhere,
    problems,
    locate,
  })
  if (text.startsWith('\uFEFF')) return refuse([{ what: 'begins with a byte-order mark', offset: 0 }])
  const tooDeep = findTooDeep(text)
  if (tooDeep !== undefined)
    return refuse([{ what: `nested more than ${MAX_DEPTH} levels deep`, offset: tooDeep }])
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  if (errors.length > 0)
    return refuse(errors.map(({ error, offset }) => ({ what: sayError(printParseErrorCode(error)), offset })))
  if (root === undefined) return refuse([])
  const problems: OffsetProblem[] = []
  return { ...read(root, root.offset, problems), problems, locate }
}

function read(
  node: Node,
  keyOffset: number,
  problems: OffsetProblem[],
): Pick<ParsedValue, 'value' | 'place'> {
  const { offset, children = [] } = node
  if (node.type === 'array') {
    const items = children.map((child) => read(child, child.offset, problems))
    const parts = new Map(items.map(({ place }, index) => [index, place]))
    return { value: items.map(({ value }) => value), place: { offset, keyOffset, parts } }
  }
  if (node.type === 'string' && hasHalfPair(node.value)) problems.push({ what: halfPair, offset })
  if (node.type !== 'object') return { value: node.value, place: { offset, keyOffset, parts: new Map() } }
  const values = new Map<string, unknown>()
  const parts = new Map<string, Place>()
  for (const { children: [key, child] = [] } of children) {
    if (key === undefined || child === undefined) continue
    if (hasHalfPair(key.value)) problems.push({ what: halfPair, offset: key.offset })
    // Programs disagree about what such a member sets, and a schema leaves it out without a word.
    if (key.value === '__proto__') problems.push({ what: '__proto__ cannot be a key', offset: key.offset })
    if (values.has(key.value))
      problems.push({ what: `the key ${quote(key.value)} is there twice`, offset: key.offset })
    const { value, place } = read(child, key.offset, problems)
    values.set(key.value, value)
    parts.set(key.value, place)
  }
  return { value: Object.fromEntries(values), place: { offset, keyOffset, parts } }
}

/** Returns where the nesting becomes too deep. */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (token === openBrace || token === openBracket) depth += 1
    if (token === closeBrace || token === closeBracket) depth -= 1
    if (depth > MAX_DEPTH) return scanner.getTokenOffset()
  }
  return undefined
}

/** Returns the name of an error of the parser in words: `ColonExpected` is `colon expected`. */
function sayError(name: string): string {
  const words = name.replaceAll(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()
  return `${words}; the file must be JSON, which may have comments and trailing commas`
}

function quote(key: string): string {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key)
}

function locatorOf(text: string): ParsedValue['locate'] {
  return (offset) => {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
  }
}
