import type { BodySource } from '@suite/http'

/** A text as a body that is read while it is sent, in small parts. */
export function bodyOf(text: string): BodySource {
  const bytes = Buffer.from(text)
  return {
    length: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
    },
  }
}
