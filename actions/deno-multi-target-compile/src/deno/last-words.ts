import { stripVTControlCharacters } from 'node:util'
import type { Problem } from '@suite/errors'
import { visible } from '@suite/report'

const mostLines = 16
const longestLine = 300

/** Returns what deno printed, as plain text in which the paths of the project are relative. */
export function plainText(printed: Buffer, folder: string): string {
  const text = stripVTControlCharacters(printed.toString('utf8')).replaceAll('\r\n', '\n')
  return text.replaceAll(`file://${folder}/`, '').replaceAll(`${folder}/`, '')
}

/** Returns the last error that deno printed, without what it printed before. */
export function lastWords(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const start = lines.findLastIndex((line) => /^error\b/i.test(line))
  const said = (start === -1 ? lines.slice(-mostLines) : lines.slice(start)).filter((line) => line !== '')
  const shown = said.slice(0, mostLines).map((line) => visible(line, longestLine))
  return said.length > mostLines ? [...shown, `… and ${said.length - mostLines} more lines`] : shown
}

/** Returns the place that an error names first. */
export function placeIn(words: readonly string[]): Problem['at'] {
  const [, file, line, column] = words.map((word) => position.exec(word)).find((match) => match) ?? []
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) }
}

const typeError = /^(TS\d+) \[ERROR\]: (.*)$/
const position = /^ {4}at (.+):(\d{1,9}):(\d{1,9})$/

/** Returns each error of `deno check` with the file, line and column to which it belongs. */
export function typeProblems(text: string): readonly Problem[] {
  const problems: { what: string; at?: NonNullable<Problem['at']> }[] = []
  for (const line of text.split('\n')) {
    const [, code, message] = typeError.exec(line) ?? []
    const [, file, row, column] = position.exec(line) ?? []
    const last = problems.at(-1)
    if (code !== undefined) problems.push({ what: `${code}: ${visible(message ?? '', longestLine)}` })
    else if (file !== undefined && last !== undefined && last.at === undefined)
      last.at = { file: visible(file, longestLine), line: Number(row), column: Number(column) }
  }
  const hidden = problems.length - mostLines
  return hidden > 0 ? [...problems.slice(0, mostLines), { what: `… and ${hidden} more errors` }] : problems
}
