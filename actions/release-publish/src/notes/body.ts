import type { Markdown } from '@suite/report'

/** GitHub accepts no longer notes. */
export const mostCharacters = 125_000

const begin = '<!-- release-publish downloads -->'
const end = '<!-- release-publish end -->'

/** Returns the notes of a release: the hidden mark, the text, and the section about the files. */
export function composeBody(mark: string, notes: string, section: Markdown): string {
  const written = notes.trim()
  return `${mark}\n${written === '' ? '' : `\n${written}\n`}\n${begin}\n${section}\n${end}\n`
}

/**
 * Returns notes with another section about the files. The rest stays as it is, because people may have edited it.
 * Returns undefined if the section is gone, or is there twice.
 */
export function replaceSection(body: string, section: Markdown): string | undefined {
  const from = body.indexOf(begin)
  const to = body.indexOf(end)
  const isOnce = body.lastIndexOf(begin) === from && body.lastIndexOf(end) === to
  if (from < 0 || to < from || !isOnce) return undefined
  return `${body.slice(0, from)}${begin}\n${section}\n${body.slice(to)}`
}

/** Returns whether a text holds marks of this action, which must appear once in the notes. */
export function holdsMarks(text: string): boolean {
  return text.includes('<!-- release-publish ')
}

/** Returns a text that other people wrote without marks of this action: a title may look like one. */
export function disarmMarks(text: string): string {
  // A colon follows, so that what is left cannot become a mark again.
  return text.replaceAll('<!-- release-publish ', '<!-- release-publish: ')
}

/** Returns whether two notes are equal but for the line ends that a forge may store differently. */
export function isSameBody(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()
  return plain(a) === plain(b)
}
