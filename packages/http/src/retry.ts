import type { Failure, FailureKind } from '@suite/wire'
import type { JoinedAnswer } from './answer.ts'
import type { Outcome } from './outcome.ts'
import type { Pace } from './pace.ts'
import { readRateLimit, readRetryAfter } from './rate-limit.ts'

/** Why a request failed for good. */
export type HttpErrorKind = FailureKind | 'rate-limited' | 'redirect' | 'status'

/** The error that is thrown if the request is not sent again. */
export interface Setback {
  readonly kind: HttpErrorKind
  /** The other side may or may not have carried out the request. */
  readonly ambiguous: boolean
  /** Another attempt would have been right, and the deadline left no room for it. */
  readonly outOfTime?: boolean
  /** Milliseconds that the other side asks to wait. */
  readonly wait?: number | undefined
}

export type Judgement =
  | { readonly next: 'answer'; readonly answer: JoinedAnswer }
  /** After so many milliseconds; `setback` is what happened. */
  | { readonly next: 'retry'; readonly after: number; readonly setback: Setback }
  | ({ readonly next: 'fail' } & Setback)

export interface Circumstances {
  /** The request changes something. */
  readonly write: boolean
  /** Sent twice, it changes no more than sent once: every read, and some writes. */
  readonly repeatable: boolean
  /** The caller wants every answer. */
  readonly raw: boolean
  /** The caller follows redirects itself. */
  readonly redirects: boolean
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

/** A wait in milliseconds. It lasts at least `least`, and longer only if time allows. */
interface Wait {
  readonly least: number
  readonly more: number
}

/**
 * Decides what to do after an exchange. A failure that can pass by itself is tried again for as long as the deadline
 * leaves room for an attempt, however often that is. A write that must not be repeated is not sent again once it may
 * have been carried out: after it was sent, a timeout, a closed connection, 408 and 5xx are ambiguous, and the caller
 * has to read back.
 */
export function judge(outcome: Outcome, circumstances: Circumstances): Judgement {
  return 'answer' in outcome
    ? judgeAnswer(outcome.answer, circumstances)
    : judgeFailure(outcome.failure, circumstances)
}

function judgeFailure(failure: Failure, circumstances: Circumstances): Judgement {
  const { kind, phase, reused, status = 0 } = failure
  const { write, repeatable, raw, remaining, pace } = circumstances
  const sent = phase === 'headers' || phase === 'body'
  const setback: Setback = {
    kind,
    ambiguous: write && sent,
    // A timer may end an attempt a little before the deadline.
    ...(kind === 'timeout' && remaining < pace.room && { outOfTime: true }),
  }
  const lasting =
    kind === 'cancelled' ||
    kind === 'file' ||
    kind === 'tls' ||
    kind === 'malformed' ||
    kind === 'too-large' ||
    (kind === 'proxy' && status < 500)
  if (raw || lasting || (setback.ambiguous && !repeatable)) return { next: 'fail', ...setback }
  // The other side closed a kept connection while the request was on its way: neither side is at fault.
  const stale = reused && kind === 'reset' && phase === 'headers'
  return retry(stale ? { least: 0, more: 0 } : backoff(circumstances), setback, circumstances)
}

function judgeAnswer(answer: JoinedAnswer, circumstances: Circumstances): Judgement {
  const { status, headers, body } = answer
  const { write, repeatable, raw, redirects, now } = circumstances
  if (raw || status === 304) return { next: 'answer', answer }
  if (status >= 300 && status < 400)
    return redirects ? { next: 'answer', answer } : { next: 'fail', kind: 'redirect', ambiguous: false }
  if (status === 407) return { next: 'fail', kind: 'proxy', ambiguous: false }
  const limit = readRateLimit(status, headers, () => new TextDecoder().decode(body), now)
  if (limit) {
    const setback: Setback = { kind: 'rate-limited', ambiguous: false, wait: limit.wait }
    // A refusal was not carried out, but only one that says when to come back invites the same write again.
    if (!repeatable && limit.wait === undefined) return { next: 'fail', ...setback }
    return retry(rest(limit.wait, circumstances), setback, circumstances)
  }
  if (status !== 408 && status < 500) return { next: 'answer', answer }
  const wait = readRetryAfter(headers, now)
  const setback: Setback = { kind: 'status', ambiguous: write, wait }
  if (!repeatable || status === 501 || status === 505) return { next: 'fail', ...setback }
  const { more } = backoff(circumstances)
  return retry({ least: wait ?? 0, more: Math.max(0, more - (wait ?? 0)) }, setback, circumstances)
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function backoff({ attempt, pace, random }: Circumstances): Wait {
  const doubled = pace.backoff * 2 ** Math.min(attempt - 1, 20)
  return { least: 0, more: random * Math.min(doubled, pace.longestBackoff) }
}

/** The wait that a rate limit asks for; if it names none, each wait is longer than the one before. */
function rest(asked: number | undefined, { attempt, pace, random }: Circumstances): Wait {
  const least = asked ?? pace.floor
  const longer = asked === undefined ? pace.floor * (2 ** Math.min(attempt - 1, 3) - 1) : 0
  return { least, more: longer + random * pace.backoff }
}

/** Waits only if time is left for another attempt afterwards. Any other wait would be lost time. */
function retry({ least, more }: Wait, setback: Setback, { remaining, pace }: Circumstances): Judgement {
  const most = remaining - pace.room
  if (most <= 0 || least > most) return { next: 'fail', ...setback, outOfTime: true }
  return { next: 'retry', after: Math.min(least + more, most), setback }
}
