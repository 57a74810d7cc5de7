/** A proof larger than this is not looked into. */
export const maxProofBytes = 1_048_576

/**
 * The text of a proof by its byte-order mark, because PowerShell writes UTF-16; without one it is UTF-8.
 * `undefined` where the bytes are no text of that encoding.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding
 */
export function decodeProof(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
