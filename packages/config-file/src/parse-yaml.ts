import { Composer, type CST, type Document, LineCounter, type YAMLError } from 'yaml'
import { indentFlows, isWithinFlows } from './indent-flows.ts'
import type { OffsetProblem } from './offset-problem.ts'
import { describeSyntaxProblem } from './syntax-problems.ts'
import { MAX_DEPTH, readTokens } from './yaml-tokens.ts'

/** Flow collections whose lines are indented too little hide what follows them, so reading may take several rounds. */
const MAX_ROUNDS = 5

/** A text with more faults than this is not read again. Files that people write have far fewer. */
const MAX_FAULTS = 2_000

/** A document. It is valid only if there are no problems. */
export interface ParsedYaml {
  readonly document?: Document
  readonly problems: readonly OffsetProblem[]
  /** Returns the line and the column of an offset of the document or of a problem, both counted from 1. */
  locate(offset: number): { readonly line: number; readonly column: number }
}

type Reading = ParsedYaml & {
  readonly tokens: readonly CST.Token[]
  readonly faults: readonly YAMLError[]
}

/**
 * Parses one YAML 1.2 document in the core schema; returns it with the problems of the text. The lines of flow
 * collections may have any indentation, as for js-yaml.
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

/** Reads a text once. */
function read(text: string, padding: ReadonlyMap<number, number>): Reading {
  const lines = new LineCounter()
  const { tokens, tooDeep } = readTokens(text, lines)
  const locate = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: Math.max(1, col - (padding.get(line) ?? 0)) }
  }
  const refuse = (problems: readonly OffsetProblem[], faults: readonly YAMLError[] = []) => {
    return { problems, faults, tokens, locate }
  }
  if (tooDeep !== undefined)
    return refuse([{ what: `nested more than ${MAX_DEPTH} levels deep`, offset: tooDeep }])

  const composer = new Composer({
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    stringKeys: true,
    // `readYamlValue` finds duplicate keys; the library compares each key with all others.
    uniqueKeys: false,
    version: '1.2',
  })
  // With forceDoc (true), an empty text is a document too.
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

/** Returns whether the parser asks for more indentation of a flow collection. */
function mayNeedIndentation({ faults }: Reading): boolean {
  const isOfFlow = ({ code, message }: YAMLError) => code === 'BAD_INDENT' && message.startsWith('Flow ')
  return faults.length <= MAX_FAULTS && faults.some(isOfFlow)
}
