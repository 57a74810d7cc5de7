/** Returns the bytes of a text. A lone surrogate becomes the three bytes that UTF-8 forbids. */
export function bytesOf(text: string): Uint8Array {
  const parts = text.split(/((?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff]))/)
  return Buffer.concat(parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : surrogate(part))))
}

/**
 * Returns the text of any bytes, so that texts which are not well-formed reach the parser: a surrogate that is encoded
 * alone is that surrogate, and any other byte that is not UTF-8 is a lone low surrogate.
 */
export function textOf(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(character, (found) => {
        if (found.length === 1) return String.fromCharCode(0xdc00 + found.charCodeAt(0))
        const [first = 0, second = 0, third = 0] = Buffer.from(found, 'latin1')
        if (first === 0xed && second >= 0xa0)
          return String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f))
        try {
          return decoder.decode(Buffer.from(found, 'latin1'))
        } catch {
          return [...found].map((each) => String.fromCharCode(0xdc00 + each.charCodeAt(0))).join('')
        }
      })
  }
}

const character = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g

function surrogate(unit: string): Buffer {
  const code = unit.charCodeAt(0)
  return Buffer.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
}
