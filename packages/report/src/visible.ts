/**
 * What must not act on a terminal or a log reader: controls, line separators, and the characters that reorder
 * text (Unicode Bidirectional Algorithm, https://www.unicode.org/reports/tr9/; "Trojan Source", CVE-2021-42574).
 */
const acting = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Cs}/gu

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Text from outside (a file name, a title) on one line, with everything that acts written out as `\n`, `\u{1b}`. */
export function visible(text: string, limit = 400): string {
  const shown = text.replaceAll(
    acting,
    (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown
}
