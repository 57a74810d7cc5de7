import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/**
 * Returns the text of a report as UTF-8, in pieces: gzip is decompressed and UTF-16 transcoded, both by their first
 * bytes and not by a name. The next piece may overwrite the one before.
 */
export async function* textOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [head, rest] = await peek(pieces, 2)
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  yield* transcoded(isGzip ? gunzipped(rest) : rest)
}

async function* gunzipped(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 262_144 })
  // An error also destroys the last stream, so the loop throws it.
  pipeline(Readable.from(copied(pieces)), gunzip, () => {})
  for await (const piece of gunzip) yield piece
}

/** The stream keeps a piece while the next one is read. */
async function* copied(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}

async function* transcoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [head, rest] = await peek(pieces, 4)
  const encoding = encodingOf(head)
  if (encoding === undefined) {
    yield* rest
    return
  }
  const decoder = new TextDecoder(encoding)
  for await (const piece of rest) yield Buffer.from(decoder.decode(piece, { stream: true }))
  yield Buffer.from(decoder.decode())
}

/** Returns the encoding of UTF-16 with a byte-order mark, or that of ASCII characters in UTF-16 without one. */
function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first && second === 0 && third && fourth === 0) return 'utf-16le'
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be'
  return undefined
}

/** Returns the first bytes, and all pieces from the beginning on. */
async function peek(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
): Promise<readonly [Uint8Array, AsyncIterable<Uint8Array>]> {
  const iterator = pieces[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array(0)
  let next = await iterator.next()
  // Usually the first piece is long enough, and is not copied.
  if (!next.done && next.value.length >= size) return [next.value, continued(next.value, iterator)]
  while (!next.done) {
    head = Buffer.concat([head, next.value])
    if (head.length >= size) break
    next = await iterator.next()
  }
  return [head, continued(head, iterator)]
}

async function* continued(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
