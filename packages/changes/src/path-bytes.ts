const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** In place of a byte b that is not valid UTF-8 stands the lone surrogate U+DC00 + b; b is always above 0x7f. */
const escapedFrom = 0xdc00
const escaped = /[\udc80-\udcff]/u

/**
 * Returns a path that git gives as bytes as a string. Valid UTF-8 is text, and each other byte is one lone surrogate
 * from U+DC80 to U+DCFF ("surrogate escape"), so that two paths are equal only if their bytes are.
 */
export function decodePath(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return decodeEscaping(bytes)
  }
}

/** Returns the bytes of a path that {@link decodePath} returned. */
export function encodePath(path: string): Uint8Array {
  if (!escaped.test(path)) return encoder.encode(path)
  const bytes = Array.from(path, (character) =>
    escaped.test(character) ? [character.charCodeAt(0) - escapedFrom] : [...encoder.encode(character)],
  )
  return Uint8Array.from(bytes.flat())
}

function decodeEscaping(bytes: Uint8Array): string {
  let path = ''
  let at = 0
  while (at < bytes.length) {
    const length = lengthOfCharacter(bytes, at)
    path +=
      length === 0
        ? String.fromCharCode(escapedFrom + (bytes[at] ?? 0))
        : strict.decode(bytes.subarray(at, at + length))
    at += Math.max(length, 1)
  }
  return path
}

/**
 * Returns how many bytes the character that begins at a position has; 0 if no valid character begins there.
 * @see https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/ table 3-7
 */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
  if (first < 0x80) return 1
  const length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const [least, most] = rangeOfSecond[first] ?? [0x80, 0xbf]
  if (length === 0 || second < least || second > most) return 0
  const rest = bytes.subarray(at + 2, at + length)
  return rest.length === length - 2 && rest.every((byte) => byte >= 0x80 && byte <= 0xbf) ? length : 0
}

/** By first byte: the range of the second byte without overlong forms, surrogates and what is above U+10FFFF. */
const rangeOfSecond: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
}
