import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { Fault } from './failure.ts'
import { type Header, headerOf, valuesOf } from './headers.ts'
import type { Sink } from './sink.ts'

/** Which body is accepted, and where it goes. */
export interface Receiving {
  /** Bytes that the body may have, compressed or not. */
  readonly maxBytes: number
  /** Refuse a body if only the end of the connection ends it. A sink always refuses it. */
  readonly wholly: boolean
  /** gzip was asked for, and is decompressed. Nothing is decompressed into a sink. */
  readonly gzip: boolean
  /** Gets the body of an answer with status 200. Any other body stays in memory. */
  readonly into?: Sink | undefined
  /** Is called for each part that arrives. */
  readonly onProgress?: (() => void) | undefined
}

/** Bytes of a body that is kept in memory because it is not what the sink is for. */
const mostAside = 2 ** 20

export interface Received {
  readonly body: Uint8Array
  /** The number of bytes that went into the sink; undefined if none did. */
  readonly received: number | undefined
}

/**
 * Reads a body to its end and decompresses it. Neither the body nor its content may have more than `maxBytes`.
 *
 * @throws Fault `too-large`; `malformed` if nothing shows that the body is whole, or its encoding was not asked for;
 *   `file` if the sink cannot take it
 * @throws Error of the socket, if the connection ends too early
 */
export async function readBody(
  incoming: IncomingMessage,
  headers: readonly Header[],
  receiving: Receiving,
): Promise<Received> {
  try {
    // Only a message that was read to its end gives its connection back.
    if (!hasBody(incoming))
      return { body: await collect(incoming, receiving, mostAside), received: undefined }
    const into = incoming.statusCode === 200 ? receiving.into : undefined
    const limit = receiving.into && !into ? Math.min(receiving.maxBytes, mostAside) : receiving.maxBytes
    if (Number(headerOf({ headers }, 'content-length') ?? 0) > limit) throw tooLarge(limit)
    if (into) {
      requireEnd(headers)
      if (encodingsOf(headers).length > 0) throw encodedOtherwise()
      return { body: new Uint8Array(), received: await into.receive(parts(incoming, receiving, limit)) }
    }
    const body = await collect(incoming, receiving, limit)
    if (receiving.wholly && body.length > 0) requireEnd(headers)
    return { body: await decode(body, headers, receiving.gzip, limit), received: undefined }
  } catch (error) {
    incoming.destroy()
    throw error
  }
}

/** RFC 9112 §6.3; a 304 may carry the headers of the body that it does not send. */
function hasBody({
  req,
  statusCode,
}: IncomingMessage & { readonly req?: { readonly method: string } }): boolean {
  return req?.method !== 'HEAD' && statusCode !== 204 && statusCode !== 304
}

/** @throws Fault `malformed` if the end of the connection alone would be the end of the body */
function requireEnd(headers: readonly Header[]): void {
  const chunked = /(^|[\s,])chunked\s*$/i.test(headerOf({ headers }, 'transfer-encoding') ?? '')
  if (chunked || headerOf({ headers }, 'content-length') !== undefined) return
  throw new Fault('malformed', 'the answer does not say how long it is, so nothing shows that it is whole')
}

async function* parts(
  incoming: AsyncIterable<Buffer>,
  { onProgress }: Receiving,
  limit: number,
): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > limit) throw tooLarge(limit)
    onProgress?.()
    yield chunk
  }
}

async function collect(incoming: IncomingMessage, receiving: Receiving, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of parts(incoming, receiving, limit)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function decode(
  body: Buffer,
  headers: readonly Header[],
  gzip: boolean,
  limit: number,
): Promise<Uint8Array> {
  const encodings = encodingsOf(headers)
  if (encodings.length === 0 || body.length === 0) return body
  if (!gzip || encodings.length > 1 || !/^(x-)?gzip$/.test(String(encodings[0]))) throw encodedOtherwise()
  const { gunzip } = await import('node:zlib')
  try {
    return await promisify(gunzip)(body, { maxOutputLength: limit })
  } catch (cause) {
    const overflow = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    if (overflow) throw tooLarge(limit)
    throw new Fault('malformed', 'the gzip of the answer is damaged or cut short', { cause })
  }
}

/** Returns the encodings of a body, in lower case, without `identity`. */
function encodingsOf(headers: readonly Header[]): string[] {
  return valuesOf({ headers }, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== '' && encoding !== 'identity')
}

function encodedOtherwise(): Fault {
  return new Fault('malformed', 'the answer is encoded in a way that was not asked for')
}

function tooLarge(limit: number): Fault {
  return new Fault('too-large', `a body of more than ${limit} bytes`, { limit })
}
