import { Composer, type CST, type Document, LineCounter, Parser, type YAMLError } from 'yaml'
import { findBelow } from './cst.ts'
import { indentFlows, isWithinFlows } from './indent-flows.ts'
import type { OffsetProblem } from './offset-problem.ts'
import { describeSyntaxProblem } from './syntax-problems.ts'

/** More levels than any real file has. */
export const MAX_DEPTH = 64

/** Lines of flow collections that stand too far left hide what comes after them, so that it takes several rounds. */
const MAX_ROUNDS = 5

/** Above this many faults the text is not read again: no file that a person wrote has as many. */
const MAX_FAULTS = 2_000

/** A document, which is to be trusted only where no problem was found. */
export interface ParsedYaml {
  readonly document?: Document
  readonly problems: readonly OffsetProblem[]
  /** Where an offset of the document or of a problem stands in the text, both counted from 1. */
  locate(offset: number): { readonly line: number; readonly column: number }
}

type Reading = ParsedYaml & {
  readonly tokens: readonly CST.Token[]
  readonly faults: readonly YAMLError[]
}

/**
 * One YAML 1.2 document in the core schema, or what is wrong with the text. Flow collections may be indented in any
 * way, as for js-yaml.
 */
export function parseYaml(text: string): ParsedYaml {
  const padding = new Map<number, number>()
  let current = text
  let reading = read(text, padding)
  const first = reading
  for (let round = 0; round < MAX_ROUNDS && mayNeedIndentation(reading); round += 1) {
    const indented = indentFlows(current, reading.tokens)
    if (indented === undefined) break
    for (const [line, spaces] of indented.padding) padding.set(line, (padding.get(line) ?? 0) + spaces)
    current = indented.text
    reading = read(current, new Map(padding))
    if (!isWithinFlows(current, reading.tokens, padding)) return first
  }
  return reading
}

/**
 * The parser keeps its own stack; only the composer recurses, so depth is checked between the two. Without
 * that, a few kilobytes of `[` exhaust the call stack, and V8 ends the process where a RegExp is compiled then.
 */
function read(text: string, padding: ReadonlyMap<number, number>): Reading {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const locate = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: Math.max(1, col - (padding.get(line) ?? 0)) }
  }
  const refuse = (problems: readonly OffsetProblem[], faults: readonly YAMLError[] = []) => {
    return { problems, faults, tokens, locate }
  }
  const tooDeep = findBelow(tokens, MAX_DEPTH)
  if (tooDeep) return refuse([{ what: `nested more than ${MAX_DEPTH} levels deep`, offset: tooDeep.offset }])

  const composer = new Composer({
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    stringKeys: true,
    // Found where the values are read: the library compares each key with all others.
    uniqueKeys: false,
    version: '1.2',
  })
  // With forceDoc (true), even an empty text is a document.
  const [document, second] = composer.compose(tokens, true, text.length)
  if (!document) return refuse([{ what: 'holds no document', offset: 0 }])
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({ what: describeSyntaxProblem(fault), offset: fault.pos[0] }))
    return refuse(problems, faults)
  }
  if (second) {
    const what = 'a second document begins here; the file must hold one'
    return refuse([{ what, offset: second.range[0] }])
  }
  return { document: document as Document, problems: [], faults: [], tokens, locate }
}

/** Whether the parser asks for more indentation of a flow collection. */
function mayNeedIndentation({ faults }: Reading): boolean {
  const isOfFlow = ({ code, message }: YAMLError) => code === 'BAD_INDENT' && message.startsWith('Flow ')
  return faults.length <= MAX_FAULTS && faults.some(isOfFlow)
}
