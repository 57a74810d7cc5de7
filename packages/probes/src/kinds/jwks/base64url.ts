/** Decodes base64url without padding (RFC 7515 §2). Returns undefined if the text is not base64url. */
export function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** Decodes base64url to UTF-8 text. Returns undefined if it is not valid. */
export function textOf(text: string): string | undefined {
  const bytes = bytesOf(text)
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Returns the number of bits of a big-endian number in base64url, without decoding it; 0 if it is not valid. */
export function bitLengthOf(text: string): number {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return 0
  const zeros = /^A*/.exec(text)?.[0].length ?? 0
  const first = alphabet.indexOf(text.charAt(zeros))
  // If the length is not a multiple of four, the last character has unused bits.
  const unused = ((4 - (text.length % 4)) % 4) * 2
  const bits = (text.length - zeros) * 6 - unused - (Math.clz32(first) - 26)
  return zeros === text.length ? 0 : Math.max(0, bits)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
