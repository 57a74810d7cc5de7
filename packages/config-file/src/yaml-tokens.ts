import { type CST, Lexer, type LineCounter, Parser } from 'yaml'
import { findBelow } from './cst.ts'

/** The maximum nesting depth. Real files have far fewer levels. */
export const MAX_DEPTH = 64

/** The tokens of a text, and where it is nested too deeply, if it is. */
export interface YamlTokens {
  readonly tokens: readonly CST.Token[]
  readonly tooDeep: number | undefined
}

/**
 * Splits a YAML text into tokens, until it is nested too deeply. The composer recurses for each level, and so does the
 * parser for collections that begin on one line (`a: b: c:`) when they end. Without the check, a few kilobytes exhaust
 * the call stack, and V8 ends the process if it compiles a RegExp at that moment.
 */
export function readTokens(text: string, lines: LineCounter): YamlTokens {
  const tokens: CST.Token[] = []
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    // The stack has a document, a collection for each level, and what is being read.
    if (parser.stack.length > MAX_DEPTH + 2) return { tokens, tooDeep: parser.offset }
  }
  tokens.push(...parser.end())
  return { tokens, tooDeep: findBelow(tokens, MAX_DEPTH)?.offset }
}
