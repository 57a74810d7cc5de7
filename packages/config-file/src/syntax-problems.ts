import type { ErrorCode, YAMLError } from 'yaml'

/** What the user can do, for each code of https://eemeli.org/yaml/#errors that a mistake in a file causes. */
const SENTENCES: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'a value that begins with * must be in quotes',
  BAD_DIRECTIVE: 'unknown directive; a value that begins with % must be in quotes',
  BAD_DQ_ESCAPE: 'unknown escape in double quotes; single quotes keep a backslash',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_SCALAR_START: 'a value that begins with this character must be in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second mapping begins on this line; a value with ": " in it must be in quotes',
  KEY_OVER_1024_CHARS: 'this key is longer than 1024 characters',
  MISSING_CHAR: 'a character is missing here: a colon, a comma, a space, or a closing bracket or quote',
  MULTILINE_IMPLICIT_KEY: 'this key goes over several lines, or its colon is missing',
  NON_STRING_KEY: 'a key must be text; put it in quotes',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  TAG_RESOLVE_FAILED: 'unknown tag; a value that begins with ! must be in quotes',
}

/** Returns one sentence for an error or a warning of the YAML parser. */
export function describeSyntaxProblem({ code, message }: YAMLError): string {
  // The parser detects an unclosed bracket by the indentation of the text after it.
  if (code === 'BAD_INDENT' && message.includes('must be sufficiently indented'))
    return 'a [ or { is opened before here and not closed'
  return SENTENCES[code] ?? `not valid YAML: ${message}`
}
