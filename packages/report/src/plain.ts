import type { Markdown } from './markdown.ts'

/** What shows nothing by itself: marks of our own HTML, and the space that keeps a mention from being one. */
const unseen = /<\/?(?:code|span|details|summary)>|&#8203;/g

/** The rule under the headers of a table, and headers that are all empty. */
const rule = /^\|(?: (?:---)? \|)+$/

/**
 * Markdown that the functions of this package made, as a person reads it in a log: without its escapes, its HTML and
 * the rules of its tables.
 */
export function plainOf(markdown: Markdown): string {
  return markdown
    .split('\n')
    .filter((line) => !rule.test(line))
    .map(plainLine)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function plainLine(line: string): string {
  return line
    .replaceAll('<br>', '; ')
    .replaceAll(unseen, '')
    .replace(/^#{2,3} /, '')
    .replaceAll(/(?<!\\)\*\*/g, '')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll(/&#(\d{1,7});/g, (_, point) => String.fromCodePoint(Number(point)))
    .replaceAll('&amp;', '&')
    .trimEnd()
}
