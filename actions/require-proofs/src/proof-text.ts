/** The maximum size of a proof whose content is read. */
export const maxProofBytes = 1_048_576

/**
 * Returns the text of a proof. A byte-order mark decides its encoding, because PowerShell writes UTF-16; the
 * default is UTF-8. Returns `undefined` if the bytes are not valid text.
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
