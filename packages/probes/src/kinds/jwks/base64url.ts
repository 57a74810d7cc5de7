/** The bytes that a base64url text stands for, without padding (RFC 7515 §2); undefined where it is none. */
export function bytesOf(text: string): Uint8Array | undefined {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** The UTF-8 text that a base64url text stands for; undefined where it is none. */
export function textOf(text: string): string | undefined {
  const bytes = bytesOf(text)
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bits of the big-endian number that a base64url text stands for; 0 where it is none. Nothing is decoded for it. */
export function bitLengthOf(text: string): number {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return 0
  const zeros = /^A*/.exec(text)?.[0].length ?? 0
  const first = alphabet.indexOf(text.charAt(zeros))
  // The last character of a text that is no multiple of four carries bits that stand for nothing.
  const unused = ((4 - (text.length % 4)) % 4) * 2
  const bits = (text.length - zeros) * 6 - unused - (Math.clz32(first) - 26)
  return zeros === text.length ? 0 : Math.max(0, bits)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
