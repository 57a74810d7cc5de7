import type { Sink } from '@suite/http'

/** Receives into memory, for a small file. */
export function memorySink(): Sink & { readonly text: () => string } {
  let chunks: Uint8Array[] = []
  return {
    text: () => Buffer.concat(chunks).toString('utf8'),
    async receive(parts) {
      chunks = []
      let length = 0
      for await (const part of parts) {
        chunks.push(part)
        length += part.length
      }
      return length
    },
  }
}
