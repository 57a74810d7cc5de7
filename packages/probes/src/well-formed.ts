/** A text with the sign for it in the place of half a surrogate pair, which neither an address nor a file can hold. */
export function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}
