import { findSyntax } from '../syntax/find-syntax.ts'
import type { Syntax } from '../syntax/syntax.ts'
import { documented } from './docstrings.ts'
import { scanGeneric } from './generic.ts'
import { scanMarkup } from './markup.ts'
import { scanScript } from './script.ts'
import { doubtedScan, type Scan } from './spans.ts'

/** A file with what its text consists of. */
export interface SourceText {
  readonly text: string
  /** The offset at which each line starts, and at last one past the end of the text. */
  readonly starts: readonly number[]
  /** Undefined if the language is not known. */
  readonly syntax: Syntax | undefined
  readonly scan: Scan
}

/** Returns what the lines of a file consist of. In doubt, something is code. */
export function readSource(path: string, lines: readonly string[]): SourceText {
  const text = lines.join('\n')
  const starts = [0]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  const syntax = findSyntax(path, lines[0])
  if (!syntax) return { text, starts, syntax, scan: doubtedScan([], 0) }
  return { text, starts, syntax, scan: withDoubts(syntax, lines, starts, withFirstLine(text, syntax)) }
}

/** A first line `#!…` names the program that runs the file: it is no code. */
function withFirstLine(text: string, syntax: Syntax): Scan {
  if (!text.startsWith('#!') || text.startsWith('#![')) return scanText(text, syntax)
  const found = text.indexOf('\n')
  const end = found < 0 ? text.length : found
  // Spaces instead of the line keep all offsets.
  const { spans, doubtFrom } = scanText(' '.repeat(end) + text.slice(end), syntax)
  return { spans: [{ kind: 'comment', start: 0, end }, ...spans], doubtFrom }
}

function scanText(text: string, syntax: Syntax): Scan {
  if (syntax.lexer === 'script') return scanScript(text, syntax.elements === true)
  if (syntax.lexer === 'markup') return scanMarkup(text)
  const scan = scanGeneric(text, syntax)
  return syntax.docstrings ? documented(text, scan) : scan
}

/** Some forms are not read at all: from the first line on that has one, everything is code. */
function withDoubts(
  { doubtFrom }: Syntax,
  lines: readonly string[],
  starts: readonly number[],
  scan: Scan,
): Scan {
  if (!doubtFrom) return scan
  const index = lines.findIndex((line) => doubtFrom.test(line))
  return index < 0 ? scan : doubtedScan(scan.spans, Math.min(scan.doubtFrom, starts[index] ?? 0))
}
