import type { RawAnswer } from './answer.ts'
import type { Outcome } from './attempt.ts'
import type { Failure, FailureKind } from './failure.ts'
import type { Pace } from './pace.ts'
import { readRateLimit, readRetryAfter } from './rate-limit.ts'

/** Why a request failed for good. */
export type HttpErrorKind = FailureKind | 'rate-limited' | 'redirect' | 'status'

/** Why nothing more is tried, where trying again would have been right: too often, or too late. */
export type Exhausted = 'attempts' | 'time'

export type Judgement =
  | { readonly next: 'answer'; readonly answer: RawAnswer }
  /** After so many milliseconds. */
  | { readonly next: 'retry'; readonly after: number }
  | {
      readonly next: 'fail'
      readonly kind: HttpErrorKind
      /** It is not known whether the other side did what was asked. */
      readonly ambiguous: boolean
      readonly exhausted?: Exhausted
      /** Milliseconds that the other side asks to wait. */
      readonly wait?: number | undefined
    }

export interface Circumstances {
  /** The request changes something, so that sending it twice may do it twice. */
  readonly write: boolean
  /** The caller wants whatever came. */
  readonly raw: boolean
  /** Counts from 1. */
  readonly attempt: number
  /** Milliseconds until the run is over. */
  readonly remaining: number
  readonly pace: Pace
  /** From 0 to 1: spreads requests that failed together. */
  readonly random: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * What to do after an exchange. Nothing that may have changed something is sent twice: after a write that was sent,
 * a timeout, a closed connection, 408 and 5xx are ambiguous, and the caller has to read back.
 */
export function judge(outcome: Outcome, circumstances: Circumstances): Judgement {
  return 'answer' in outcome
    ? judgeAnswer(outcome.answer, circumstances)
    : judgeFailure(outcome.failure, circumstances)
}

function judgeFailure(failure: Failure, circumstances: Circumstances): Judgement {
  const { kind, phase, reused, status = 0 } = failure
  const { write, raw, attempt, remaining } = circumstances
  const sent = phase === 'headers' || phase === 'body'
  const fail: Judgement = {
    next: 'fail',
    kind,
    ambiguous: write && sent,
    ...(kind === 'timeout' && remaining === 0 && { exhausted: 'time' }),
  }
  const lasting =
    kind === 'cancelled' ||
    kind === 'tls' ||
    kind === 'malformed' ||
    kind === 'too-large' ||
    (kind === 'proxy' && status < 500) ||
    (failure.detail === 'ENOTFOUND' && attempt > 1)
  if (raw || lasting || fail.ambiguous) return fail
  // The other side closed a kept connection while the request was on its way: nothing is wrong with either.
  const stale = reused && kind === 'reset' && phase === 'headers'
  return retry(stale ? 0 : backoff(circumstances), fail, circumstances)
}

function judgeAnswer(answer: RawAnswer, circumstances: Circumstances): Judgement {
  const { status, headers, body } = answer
  const { write, raw, attempt, pace, random, now } = circumstances
  if (raw || status === 304) return { next: 'answer', answer }
  if (status >= 300 && status < 400) return { next: 'fail', kind: 'redirect', ambiguous: false }
  if (status === 407) return { next: 'fail', kind: 'proxy', ambiguous: false }
  const limit = readRateLimit(status, headers, () => new TextDecoder().decode(body), now)
  if (limit) {
    const fail: Judgement = { next: 'fail', kind: 'rate-limited', ambiguous: false, wait: limit.wait }
    // A refusal was not carried out, but only one that says when to come back invites the same write again.
    if (write && limit.wait === undefined) return fail
    const wait = limit.wait ?? pace.floor * 2 ** (attempt - 1)
    return retry(wait + random * pace.backoff, fail, circumstances)
  }
  if (status !== 408 && status < 500) return { next: 'answer', answer }
  const wait = readRetryAfter(headers, now)
  const fail: Judgement = { next: 'fail', kind: 'status', ambiguous: write, wait }
  if (write || status === 501 || status === 505) return fail
  return retry(Math.max(wait ?? 0, backoff(circumstances)), fail, circumstances)
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function backoff({ attempt, pace, random }: Circumstances): number {
  return random * pace.backoff * 2 ** (attempt - 1)
}

/** Waits only where time is left for another attempt afterwards; a wait in vain is time that a person loses. */
function retry(
  after: number,
  fail: Judgement & { readonly next: 'fail' },
  { attempt, remaining, pace }: Circumstances,
): Judgement {
  if (after + pace.backoff > remaining) return { ...fail, exhausted: 'time' }
  if (attempt >= pace.attempts) return { ...fail, exhausted: 'attempts' }
  return { next: 'retry', after }
}
