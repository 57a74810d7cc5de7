import type { ClientRequest, IncomingMessage } from 'node:http'
import type { RawAnswer } from './answer.ts'
import { type Receiving, readBody } from './body.ts'
import type { Route } from './connections.ts'
import { type Failure, Fault, failureOf } from './failure.ts'
import { readHeaders } from './headers.ts'
import { type Body, isSource, lengthOf, type Sending, sendBody } from './send-body.ts'
import { type Limits, watchOver } from './watch.ts'

/** How one sending of a request ended. */
export type Attempted = { readonly answer: RawAnswer } | { readonly failure: Failure }

/** What is sent, and within what bounds. */
export interface AttemptOptions {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body | undefined
  /** IPv4 or IPv6 alone. */
  readonly family?: 4 | 6 | undefined
  readonly receiving: Omit<Receiving, 'onProgress'>
  readonly limits: Limits
  readonly signal: AbortSignal
}

/**
 * Sends a request once, and reads the answer to its end or to the first failure. Follows no redirect. Never rejects.
 */
export async function attempt(route: Route, options: AttemptOptions): Promise<Attempted> {
  const { method, headers, body, family, receiving, limits, signal } = options
  const over = new AbortController()
  const length = body === undefined ? {} : { 'content-length': String(lengthOf(body)) }
  const sent = { method, headers: { ...headers, ...length }, ...(family && { family }) }
  const outgoing = route.open(sent, over.signal)
  const watch = watchOver(outgoing, route, { limits, signal, over })
  const onProgress = isSource(body) || receiving.into ? watch.progress : undefined
  const sending = sendBody(outgoing, body, onProgress)
  try {
    const incoming = await answerTo(outgoing, sending)
    watch.phase = 'body'
    const ttfb = watch.elapsed()
    const status = incoming.statusCode ?? 0
    const early = !sending.whole
    if (early && status < 300) throw new Fault('malformed', 'the answer came before the whole body was sent')
    const came = readHeaders(incoming.rawHeaders)
    const received = await readBody(incoming, came, { ...receiving, onProgress })
    const { marks, tlsDaysLeft } = watch
    const timings = { ...marks, ttfb, total: watch.elapsed() }
    if (early) outgoing.destroy()
    return { answer: { status, headers: came, ...received, timings, tlsDaysLeft } }
  } catch (error) {
    outgoing.destroy()
    const { phase, reused, interruption } = watch
    const { secure, throughProxy } = route
    const oneFamily = family !== undefined
    return { failure: failureOf(interruption ?? error, { phase, reused, throughProxy, secure, oneFamily }) }
  } finally {
    watch.end()
    sending.stop()
  }
}

function answerTo(outgoing: ClientRequest, sending: Sending): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on('response', (incoming) => {
      sending.stop()
      resolve(incoming)
    })
    outgoing.on('error', reject)
    outgoing.on('close', () => reject(new Fault('reset', 'closed without an answer')))
    sending.ended.catch(reject)
  })
}
