import type { IncomingMessage } from 'node:http'
import type { Header } from './answer.ts'
import { Fault } from './failure.ts'

/** Bytes that a body may have. What is probed answers with little; an answer without end is no answer. */
export const mostBytes = 2 ** 20

/**
 * The text of a body, whole.
 * @throws Fault `too-large`; `malformed` where nothing shows that it is whole, or it is encoded
 */
export async function readBody(
  incoming: IncomingMessage,
  headers: readonly Header[],
  method: string,
): Promise<string> {
  const has = (name: string) => headers.find(([each]) => each === name)?.[1]
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) throw new Fault('too-large', `a body of more than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  const bodyless = method === 'HEAD' || incoming.statusCode === 204 || incoming.statusCode === 304
  if (!bodyless && length > 0 && !has('content-length') && !has('transfer-encoding'))
    throw new Fault('malformed', 'the answer does not say how long it is, so nothing shows that it is whole')
  if (length > 0 && headers.some(([name, value]) => name === 'content-encoding' && !isIdentity(value)))
    throw new Fault('malformed', 'the answer is encoded in a way that was not asked for')
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function isIdentity(encoding: string): boolean {
  return ['identity', ''].includes(encoding.toLowerCase())
}
