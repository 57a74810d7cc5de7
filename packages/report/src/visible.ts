/**
 * Characters that must not act on a terminal or a log reader: controls, line separators, characters that reorder
 * text (Unicode Bidirectional Algorithm, https://www.unicode.org/reports/tr9/; "Trojan Source", CVE-2021-42574),
 * invisible characters (soft hyphens, zero-width spaces, tag characters), and halves of surrogate pairs.
 */
const acting =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Returns text from outside (a file name, a title) on one line, with every such character escaped as `\n` or
 * `\u{1b}`. It is truncated after `limit` UTF-16 units, never within a character.
 */
export function visible(text: string, limit = 400): string {
  const shown = text.replaceAll(
    acting,
    (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
  if (shown.length <= limit) return shown
  const cutsPair = /[\ud800-\udbff]/.test(shown.charAt(limit - 1))
  return `${shown.slice(0, cutsPair ? limit - 1 : limit)}…`
}

/** What sets the colour of the text after it on a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must be found
const colour = /\u001b\[[\d;]*m/g

/** Returns whole lines in which every such character is escaped, except line ends and tabs. Colours are left out. */
export function visibleLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(colour, '')
    .replaceAll(/[^\n\t]+/g, (run) => visible(run, Number.POSITIVE_INFINITY))
}
