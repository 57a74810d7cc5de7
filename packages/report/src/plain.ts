import type { Markdown } from './markdown.ts'

/** Line breaks and folds of our own HTML, as plain text has them. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/<br>/g, '; '],
  [/<\/?(?:code|span|details)>|<\/summary>|&#8203;/g, ''],
  [/<summary>/g, ''],
]

/**
 * Markdown that the functions of this package made, as a person reads it in a log: without its escapes, its HTML and
 * the rules of its tables.
 */
export function plainOf(markdown: Markdown): string {
  return markdown
    .split('\n')
    .filter((line) => !/^\|(?: --- \|)+$/.test(line))
    .map(plainLine)
    .filter((line, index, lines) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .join('\n')
    .trim()
}

function plainLine(line: string): string {
  const bare = marks.reduce((text, [mark, plain]) => text.replaceAll(mark, plain), cellsOf(line))
  return bare
    .replace(/^#{2,3} /, '')
    .replaceAll(/(?<!\\)\*\*/g, '')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll(/&#(\d{1,7});/g, (_, point) => String.fromCodePoint(Number(point)))
    .replaceAll('&amp;', '&')
    .trimEnd()
}

/** A row of a table without its outer bars; a table without headers has an empty first row. */
function cellsOf(line: string): string {
  if (!line.startsWith('| ') || !line.endsWith(' |')) return line
  const inner = line.slice(2, -2)
  return /^[ |]*$/.test(inner) ? '' : inner
}
