import type { Sink } from '@suite/http'

/** Receives a small text into memory. */
export interface TextSink extends Sink {
  /** The text; undefined if no body came whole, or if it is not UTF-8. */
  readonly text: string | undefined
}

/**
 * Returns a sink for a text of at most `largest` bytes.
 * @throws RangeError from `receive` if more bytes come
 */
export function textSink(largest: number): TextSink {
  let text: string | undefined
  return {
    get text() {
      return text
    },
    async receive(parts) {
      text = undefined
      const chunks: Uint8Array[] = []
      let length = 0
      for await (const part of parts) {
        length += part.length
        if (length > largest) throw new RangeError(`more than ${largest} bytes came`)
        chunks.push(Uint8Array.from(part))
      }
      text = decoded(Buffer.concat(chunks))
      return length
    },
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
