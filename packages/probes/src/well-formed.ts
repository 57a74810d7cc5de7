/** Replaces half a surrogate pair by U+FFFD, because neither an address nor a file can hold it. */
export function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}
