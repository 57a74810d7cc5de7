import { Composer, type CST, type Document, type LineCounter, Parser } from 'yaml'
import type { OffsetProblem } from './offset-problem.ts'
import { describeSyntaxProblem } from './syntax-problems.ts'

/** More levels than any real file has. */
export const MAX_DEPTH = 64

/** A document, which is to be trusted only where no problem was found. */
export interface ParsedYaml {
  readonly document?: Document
  readonly problems: readonly OffsetProblem[]
}

/**
 * One YAML 1.2 document in the core schema, or what is wrong with the text.
 *
 * The parser keeps its own stack; only the composer recurses, so depth is checked between the two. Without
 * that, a few kilobytes of `[` exhaust the call stack, and V8 ends the process where a RegExp is compiled then.
 */
export function parseYaml(text: string, lines: LineCounter): ParsedYaml {
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const tooDeep = findBelow(tokens, MAX_DEPTH)
  if (tooDeep) return refuse(`nested more than ${MAX_DEPTH} levels deep`, tooDeep.offset)

  const composer = new Composer({
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    stringKeys: true,
    version: '1.2',
  })
  // With forceDoc (true), even an empty text is a document.
  const [document, second] = composer.compose(tokens, true, text.length)
  if (!document) return refuse('holds no document', 0)
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return { problems: faults.map((fault) => ({ what: describeSyntaxProblem(fault), offset: fault.pos[0] })) }
  }
  if (second) return refuse('a second document begins here; the file must hold one', second.range[0])
  return { document: document as Document, problems: [] }
}

function refuse(what: string, offset: number): ParsedYaml {
  return { problems: [{ what, offset }] }
}

function findBelow(tokens: readonly CST.Token[], limit: number): CST.Token | undefined {
  let level = tokens
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return level[0]
    level = level.flatMap(partsOf)
  }
  return undefined
}

function partsOf(token: CST.Token): readonly CST.Token[] {
  const parts =
    'items' in token
      ? token.items.flatMap(({ key, value }) => [key, value])
      : 'value' in token
        ? [token.value]
        : []
  return parts.filter((part) => typeof part === 'object' && part !== null)
}
