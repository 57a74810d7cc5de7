import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, readRequestId } from './answer.ts'
import { attempt, type Outcome } from './attempt.ts'
import { type Call, describe, type HttpRequest, prepare, toAnswer } from './call.ts'
import { createConnections, type Route } from './connections.ts'
import type { Deadline } from './deadline.ts'
import { HttpError } from './http-error.ts'
import { paceOf } from './pace.ts'
import type { Environment } from './proxy.ts'
import { type HttpErrorKind, judge } from './retry.ts'

export interface TransportOptions {
  /** One for the whole run: no request outlives it. */
  readonly deadline: Deadline
  readonly userAgent: string
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up, in lower case first. */
  readonly environment: Environment
  /** PEM text of the input `ca-file`: trusted beside the authorities that Node trusts already. */
  readonly certificateAuthorities?: string | undefined
  /**
   * The one origin that may be asked over plain http although it is not on loopback: that of the forge, where the
   * runner itself sends the token of the job over plain http.
   */
  readonly plainOrigin?: string | undefined
  /** Takes every registered secret out of a text. */
  readonly redact: (text: string) => string
  /** Told of each attempt when it has ended. */
  readonly onAttempt?: ((record: AttemptRecord) => void) | undefined
}

/** One line of the debug log. */
export interface AttemptRecord {
  readonly method: string
  readonly route: string
  /** Counts from 1 for each request. */
  readonly attempt: number
  readonly milliseconds: number
  readonly status?: number | undefined
  /** What failed, where no status came. */
  readonly failure?: HttpErrorKind | undefined
  readonly requestId?: string | undefined
  /** Requests left before GitHub's rate limit. */
  readonly remainingRate?: number | undefined
}

export interface Transport {
  /**
   * Sends a request, again where that is safe and can help, until the deadline. What it gives back is an answer that
   * a caller has to judge: 2xx, 304, and 4xx other than 407, 408, 429 and a 403 that is a rate limit.
   *
   * @throws HttpError for all else; `ambiguous` where a write may have been carried out
   * @throws UsageError for a URL, header, proxy or certificate authority that cannot be used
   */
  send(request: HttpRequest): Promise<Answer>
  /** How many requests were sent, repeated ones included. */
  readonly count: number
  /** Ends every connection, also those in use, so that nothing keeps the process alive. */
  close(): void
}

const mostBytes = 10 * 1024 * 1024

/** The one way out: every request of a run goes through one transport. Nothing is connected before the first. */
export function createTransport(options: TransportOptions): Transport {
  const { deadline, redact } = options
  const pace = paceOf(deadline.total)
  const stop = new AbortController()
  const closed = new AbortController()
  // Each request in flight listens, and Node would warn at the eleventh.
  setMaxListeners(0, stop.signal, closed.signal)
  const abort = () => stop.abort()
  if (deadline.signal?.aborted) abort()
  deadline.signal?.addEventListener('abort', abort, { once: true })
  const connections = createConnections({
    environment: options.environment,
    certificateAuthorities: options.certificateAuthorities,
    pace,
    signal: stop.signal,
  })
  let count = 0

  async function sendOnce(route: Route, request: HttpRequest, call: Call, number: number): Promise<Outcome> {
    const started = performance.now()
    count += 1
    const outcome = await attempt(route, {
      wire: call,
      body: request.body,
      maxBytes: request.maxBytes ?? mostBytes,
      wholly: !request.raw,
      remaining: deadline.remaining(),
      attemptLimit: pace.attempt,
      connectLimit: pace.connect,
      // A write that is under way may have been carried out: it is waited for, so that it can be reported.
      signal: call.write ? closed.signal : stop.signal,
    })
    options.onAttempt?.({
      method: call.method,
      route: redact(call.route),
      attempt: number,
      milliseconds: performance.now() - started,
      ...recordOf(outcome),
    })
    return outcome
  }

  /** Nothing new is started once the run is over. */
  function stopped(): Outcome | undefined {
    const kind = stop.signal.aborted ? 'cancelled' : deadline.remaining() === 0 ? 'timeout' : undefined
    return kind && { failure: { kind, phase: 'queue', reused: false, throughProxy: false } }
  }

  return {
    async send(request) {
      const call = prepare(request, options.userAgent, options.plainOrigin)
      for (let number = 1; ; number += 1) {
        const route = await connections.to(call.url, call.fresh)
        const early = stopped()
        const outcome = early ?? (await sendOnce(route, request, call, number))
        const judgement = judge(outcome, {
          write: call.write,
          raw: request.raw ?? false,
          attempt: number,
          remaining: deadline.remaining(),
          pace,
          random: Math.random(),
          now: Date.now(),
        })
        if (judgement.next === 'retry') {
          await sleep(judgement.after, undefined, { signal: stop.signal }).catch(() => undefined)
          continue
        }
        const facts = describe(call, outcome, early ? number - 1 : number, deadline.total)
        if (judgement.next === 'fail') throw new HttpError({ ...facts, ...judgement }, redact)
        return toAnswer(judgement.answer, facts, call, redact)
      }
    },
    get count() {
      return count
    },
    close() {
      deadline.signal?.removeEventListener('abort', abort)
      stop.abort()
      closed.abort()
      connections.close()
    },
  }
}

function recordOf(
  outcome: Outcome,
): Pick<AttemptRecord, 'status' | 'failure' | 'requestId' | 'remainingRate'> {
  if ('failure' in outcome) return { failure: outcome.failure.kind }
  const { status, headers } = outcome.answer
  const remaining = headers.get('x-ratelimit-remaining') ?? ''
  return {
    status,
    requestId: readRequestId(headers),
    remainingRate: /^\d{1,9}$/.test(remaining) ? Number(remaining) : undefined,
  }
}
