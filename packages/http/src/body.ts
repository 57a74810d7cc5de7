import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { Fault } from '@suite/wire'
import type { Headers } from './answer.ts'

/**
 * Reads a body to its end, decompressed, and never more than `maxBytes` on either side of the decompression.
 *
 * @throws Fault `too-large`; `malformed` where the body cannot be shown to be whole
 * @throws Error of the socket, where the connection ends too early
 */
export async function readBody(
  incoming: IncomingMessage,
  headers: Headers,
  { maxBytes, wholly }: { readonly maxBytes: number; readonly wholly: boolean },
): Promise<Uint8Array> {
  try {
    // Only a message that was read to its end gives its connection back.
    if (!hasBody(incoming)) return await collect(incoming, maxBytes)
    if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
    const body = await collect(incoming, maxBytes)
    if (wholly && body.length > 0 && !isDelimited(headers)) {
      throw new Fault(
        'malformed',
        'the answer does not say how long it is, so nothing shows that it is whole',
      )
    }
    return await decode(body, headers.get('content-encoding'), maxBytes)
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

function isDelimited(headers: Headers): boolean {
  return headers.has('content-length') || headers.has('transfer-encoding')
}

async function collect(incoming: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function decode(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new Fault('malformed', 'the answer is encoded in a way that was not asked for')
  }
  const { gunzip } = await import('node:zlib')
  try {
    return await promisify(gunzip)(body, { maxOutputLength: maxBytes })
  } catch (cause) {
    const overflow = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    if (overflow) throw tooLarge(maxBytes)
    throw new Fault('malformed', 'the gzip of the answer is damaged or cut short', undefined, { cause })
  }
}

function tooLarge(maxBytes: number): Fault {
  return new Fault('too-large', `${maxBytes} bytes`)
}
