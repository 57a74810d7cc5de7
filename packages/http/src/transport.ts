import { setMaxListeners } from 'node:events'
import { attempt, createConnections, type Environment, type Route } from '@suite/wire'
import type { Answer } from './answer.ts'
import { type AttemptRecord, recordOf } from './attempt-record.ts'
import { type Call, describe, type HttpRequest, prepare, toAnswer } from './call.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Deadline } from './deadline.ts'
import { HttpError } from './http-error.ts'
import { type Outcome, toOutcome } from './outcome.ts'
import { paceOf } from './pace.ts'
import { redirectedCall } from './redirect.ts'
import { judge } from './retry.ts'
import { type FailedAttempt, sumUp } from './setbacks.ts'
import { createAnnouncer } from './waiting.ts'

export interface TransportOptions {
  /** One for the whole run: no request outlives it. */
  readonly deadline: Deadline
  readonly userAgent: string
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up, in lower case first. */
  readonly environment: Environment
  /** PEM text of the input `ca-file`: trusted in addition to the authorities that Node trusts. */
  readonly certificateAuthorities?: string | undefined
  /**
   * The one origin that may be asked over plain http although it is not on loopback: that of the forge, where the
   * runner itself sends the token of the job over plain http.
   */
  readonly plainOrigin?: string | undefined
  /** Takes every registered secret out of a text. */
  readonly redact: (text: string) => string
  /** Is called for each attempt when it has ended. */
  readonly onAttempt?: ((record: AttemptRecord) => void) | undefined
  /** Is called once for each origin, when a request is sent again: what the run waits for, and how long at most. */
  readonly onWaiting?: ((line: string) => void) | undefined
  /** For tests. */
  readonly clock?: Clock | undefined
}

export interface Transport {
  /**
   * Sends a request, and again if that is safe and can help, for as long as the deadline leaves room for another
   * attempt. It returns an answer that the caller has to judge: 2xx, 304, and 4xx other than 407, 408, 429 and a 403
   * that is a rate limit.
   *
   * @throws HttpError for all else; `ambiguous` if a write may have been carried out
   * @throws UsageError for a URL, header, proxy or certificate authority that cannot be used
   */
  send(request: HttpRequest): Promise<Answer>
  /** The number of requests that were sent, repeated ones included. */
  readonly count: number
  /** Ends every connection, also those in use, so that none keeps the process alive. */
  close(): void
}

const mostBytes = 10 * 1024 * 1024

/**
 * Returns the transport of a run: every request goes through it. It connects with the first request.
 * @throws UsageError if a proxy or a certificate authority cannot be used
 */
export function createTransport(options: TransportOptions): Transport {
  const { deadline, redact, clock = systemClock } = options
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
    // GitHub wants no more than 100 requests at once. A pull request of three pages takes 11 in its first round.
    atOnce: 12,
    connectLimit: pace.connect,
  })
  const announce = createAnnouncer(options.onWaiting ?? (() => {}), redact)
  let count = 0

  async function sendOnce(route: Route, request: HttpRequest, call: Call, number: number): Promise<Outcome> {
    const started = performance.now()
    count += 1
    const attempted = await attempt(route, {
      method: call.method,
      headers: call.headers,
      body: request.body,
      receiving: {
        maxBytes: request.maxBytes ?? mostBytes,
        wholly: !request.raw,
        gzip: true,
        into: request.into,
      },
      limits: { total: deadline.remaining(), attempt: pace.attempt, connect: pace.connect },
      // A write that is under way may have been carried out: it is waited for, so that it can be reported.
      signal: call.write ? closed.signal : stop.signal,
    })
    const outcome = toOutcome(attempted)
    options.onAttempt?.({
      method: call.method,
      route: redact(call.route),
      attempt: number,
      milliseconds: performance.now() - started,
      ...recordOf(outcome),
    })
    return outcome
  }

  /** Refuses a new request once the run is over. */
  function stopped(): Outcome | undefined {
    const kind = stop.signal.aborted ? 'cancelled' : deadline.remaining() === 0 ? 'timeout' : undefined
    return (
      kind && { failure: { kind, detail: 'not sent', phase: 'queue', reused: false, throughProxy: false } }
    )
  }

  return {
    async send(request) {
      const asked = prepare(request, options.userAgent, options.plainOrigin)
      let call = asked
      let former: FailedAttempt | undefined
      for (let number = 1; ; number += 1) {
        const route = await connections.to(call.url, call.fresh)
        const early = stopped()
        const outcome = early ?? (await sendOnce(route, request, call, number))
        const redirected = 'answer' in outcome ? redirectedCall(call, outcome.answer) : undefined
        if (redirected) {
          call = redirected
          continue
        }
        const remaining = deadline.remaining()
        const longest = remaining - pace.room
        const now = clock.now()
        const circumstances = {
          write: call.write,
          repeatable: call.repeatable,
          raw: request.raw ?? false,
          redirects: request.redirects ?? false,
          attempt: number,
          remaining,
          pace,
          random: clock.random(),
          now,
        }
        const judgement = judge(outcome, circumstances)
        const attempts = early ? number - 1 : number
        const factsOf = (of: Outcome) =>
          describe(call, of, { attempts, total: deadline.total, now, follows: asked.follow })
        if (request.sentAgain) {
          const usual = judge(outcome, { ...circumstances, raw: false, repeatable: true })
          if (usual.next === 'retry') announce({ ...factsOf(outcome), ...usual.setback }, call.url, longest)
        }
        if (judgement.next === 'answer') return toAnswer(judgement.answer, factsOf(outcome), asked, redact)
        const setback = judgement.next === 'fail' ? judgement : judgement.setback
        const failed = sumUp(former, { outcome, setback })
        const facts = { ...factsOf(failed.outcome), ...failed.setback }
        if (judgement.next === 'fail') throw new HttpError(facts, redact)
        if (judgement.after > 0) announce(facts, call.url, longest)
        former = failed
        await clock.sleep(judgement.after, stop.signal)
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
