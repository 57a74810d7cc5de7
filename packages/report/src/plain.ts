import type { Markdown } from './markdown.ts'

/** Invisible parts: tags of our own HTML, and the space that prevents a mention. */
const unseen = /<\/?(?:code|span|details|summary)>|&#8203;/g

/** A link of our own. What comes from outside has each of these brackets escaped. */
const link = /(?<!\\)\[((?:\\.|[^\]\\[])*)\]\(https?:[^()[\]\s]*\)/g

/** The line below the headers of a table, and headers that are all empty. */
const rule = /^\|(?: (?:---)? \|)+$/

/**
 * Returns Markdown of this package as plain text for a log: without its escapes, its HTML, the
 * addresses of its links and the lines below its table headers.
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
    .replaceAll(link, '$1')
    .replaceAll(unseen, '')
    .replace(/^#{2,3} /, '')
    .replaceAll(/(?<!\\)\*\*/g, '')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll(/&#(\d{1,7});/g, (_, point) => String.fromCodePoint(Number(point)))
    .replaceAll('&amp;', '&')
    .trimEnd()
}
