/**
 * Returns a text as other editors write it: with a byte-order mark, and with the ends of lines of Windows. A file means
 * the same in each of them. Returns no variant that is the same text, or that could reach the limit of a parser.
 */
export function variantsOf(text: string, mostCharacters: number): readonly string[] {
  if (text.length > mostCharacters || text.startsWith('\ufeff')) return []
  const withMark = `\ufeff${text}`
  return text.includes('\r') ? [withMark] : [withMark, text.replaceAll('\n', '\r\n')]
}
