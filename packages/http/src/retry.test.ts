import type { Failure } from '@suite/wire'
import { describe, expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { paceOf } from './pace.ts'
import { type Circumstances, judge } from './retry.ts'

const now = Date.UTC(2026, 10, 21, 12)
const circumstances: Circumstances = {
  write: false,
  repeatable: true,
  raw: false,
  redirects: false,
  attempt: 1,
  remaining: 60_000,
  pace: paceOf(60_000),
  random: 1,
  now,
}
const write = { write: true, repeatable: false }
const repeatable = { write: true, repeatable: true }

function answered(status: number, headers: Record<string, string> = {}, body = ''): Outcome {
  return {
    answer: {
      status,
      headers: new Map(Object.entries(headers)),
      body: new TextEncoder().encode(body),
      received: undefined,
    },
  }
}

function failed(kind: Failure['kind'], phase: Failure['phase'], more: Partial<Failure> = {}): Outcome {
  return { failure: { kind, detail: 'x', phase, reused: false, throughProxy: false, ...more } }
}

/** Returns a judgement in few words: `retry 600`, `fail status ambiguous`, `answer`. */
function verdict(outcome: Outcome, changed: Partial<Circumstances> = {}): string {
  const judgement = judge(outcome, { ...circumstances, ...changed })
  if (judgement.next === 'answer') return 'answer'
  if (judgement.next === 'retry') return `retry ${judgement.after}`
  const { kind, ambiguous, outOfTime } = judgement
  return ['fail', kind, ambiguous && 'ambiguous', outOfTime && 'time'].filter(Boolean).join(' ')
}

describe('a failure', () => {
  test.each<[string, Outcome, string, string]>([
    ['refused', failed('connect', 'connect', { detail: 'ECONNREFUSED' }), 'retry 600', 'retry 600'],
    ['host name not found', failed('dns', 'connect', { detail: 'ENOTFOUND' }), 'retry 600', 'retry 600'],
    ['no connection in time', failed('timeout', 'connect'), 'retry 600', 'retry 600'],
    ['proxy overloaded', failed('proxy', 'queue', { status: 503 }), 'retry 600', 'retry 600'],
    ['proxy forbids', failed('proxy', 'queue', { status: 403 }), 'fail proxy', 'fail proxy'],
    ['unknown authority', failed('tls', 'connect'), 'fail tls', 'fail tls'],
    ['no headers in time', failed('timeout', 'headers'), 'retry 600', 'fail timeout ambiguous'],
    ['no end in time', failed('timeout', 'body'), 'retry 600', 'fail timeout ambiguous'],
    ['reset', failed('reset', 'headers'), 'retry 600', 'fail reset ambiguous'],
    ['stale connection', failed('reset', 'headers', { reused: true }), 'retry 0', 'fail reset ambiguous'],
    ['reset in the body', failed('reset', 'body', { reused: true }), 'retry 600', 'fail reset ambiguous'],
    ['file changed while it was sent', failed('file', 'headers'), 'fail file', 'fail file ambiguous'],
    ['malformed', failed('malformed', 'body'), 'fail malformed', 'fail malformed ambiguous'],
    ['too large', failed('too-large', 'body'), 'fail too-large', 'fail too-large ambiguous'],
    ['stopped while waiting', failed('cancelled', 'queue'), 'fail cancelled', 'fail cancelled'],
    ['stopped when sent', failed('cancelled', 'headers'), 'fail cancelled', 'fail cancelled ambiguous'],
  ])('%s', (_, outcome, read, written) => {
    expect([verdict(outcome), verdict(outcome, write)]).toEqual([read, written])
  })

  test('a write that may be sent twice is sent again, although it may have been carried out', () => {
    const outcomes = [failed('reset', 'headers'), failed('timeout', 'body'), answered(503), answered(429)]
    expect(outcomes.map((outcome) => verdict(outcome, repeatable))).toEqual([
      'retry 600',
      'retry 600',
      'retry 600',
      'retry 6600',
    ])
    expect(verdict(answered(503), { ...repeatable, remaining: 0 })).toBe('fail status ambiguous time')
  })
})

describe('an answer', () => {
  test.each<[string, Outcome, string, string]>([
    ['200', answered(200), 'answer', 'answer'],
    ['202', answered(202), 'answer', 'answer'],
    ['304', answered(304), 'answer', 'answer'],
    ['300', answered(300), 'fail redirect', 'fail redirect'],
    ['403 that is no limit', answered(403, { 'x-ratelimit-remaining': '12' }), 'answer', 'answer'],
    ['404', answered(404), 'answer', 'answer'],
    ['407', answered(407), 'fail proxy', 'fail proxy'],
    ['408', answered(408), 'retry 600', 'fail status ambiguous'],
    ['429', answered(429), 'retry 6600', 'fail rate-limited'],
    ['429 with a time', answered(429, { 'retry-after': '2' }), 'retry 2600', 'retry 2600'],
    ['secondary limit', answered(403, { 'retry-after': '2' }), 'retry 2600', 'retry 2600'],
    [
      'secondary limit by words',
      answered(403, {}, 'a Secondary Rate Limit'),
      'retry 6600',
      'fail rate-limited',
    ],
    ['500', answered(500), 'retry 600', 'fail status ambiguous'],
    ['501', answered(501), 'fail status', 'fail status ambiguous'],
    ['503 with a time', answered(503, { 'retry-after': '9' }), 'retry 9000', 'fail status ambiguous'],
    ['522', answered(522), 'retry 600', 'fail status ambiguous'],
  ])('%s', (_, outcome, read, written) => {
    expect([verdict(outcome), verdict(outcome, write)]).toEqual([read, written])
  })

  test.each([302, 407, 408, 429, 500])('%i is returned to a caller that asks for raw answers', (status) => {
    expect(verdict(answered(status), { raw: true })).toBe('answer')
  })
})

test('a caller that follows redirects gets them as answers, and its failures are still tried again', () => {
  expect(verdict(answered(307), { redirects: true })).toBe('answer')
  expect(verdict(answered(503), { redirects: true })).toBe('retry 600')
})

test('back-off doubles up to a few seconds, and is spread over its whole length', () => {
  const waits = [1, 2, 3, 4, 40, 4000].map((attempt) => verdict(answered(502), { attempt }))
  expect(waits).toEqual(['retry 600', 'retry 1200', 'retry 2400', 'retry 3000', 'retry 3000', 'retry 3000'])
  expect(verdict(answered(502), { random: 0 })).toBe('retry 0')
  expect(paceOf(3_600_000).longestBackoff).toBe(5000)
})

test('a rate limit that names no end is waited for longer each time', () => {
  const waits = [1, 2, 3, 4, 5].map((attempt) => verdict(answered(429), { attempt }))
  expect(waits).toEqual(['retry 6600', 'retry 12600', 'retry 24600', 'retry 48600', 'retry 48600'])
})

describe('an outage ends the run only when its time is over', () => {
  test.each([
    ['503', answered(503), 'status'],
    ['refused', failed('connect', 'connect', { detail: 'ECONNREFUSED' }), 'connect'],
    ['no name', failed('connect', 'connect', { detail: 'ENOTFOUND' }), 'connect'],
    ['reset', failed('reset', 'headers'), 'reset'],
    ['no answer', failed('timeout', 'headers'), 'timeout'],
  ] as const)(
    '%s is tried again after a thousand attempts, but not in the last moment',
    (_, outcome, kind) => {
      expect(verdict(outcome, { attempt: 1000 })).toBe('retry 3000')
      expect(verdict(outcome, { attempt: 1000, remaining: 599 })).toBe(`fail ${kind} time`)
    },
  )

  test('a wait of our own is cut short if that leaves room for one more attempt', () => {
    expect(verdict(answered(503), { attempt: 9, remaining: 1000 })).toBe('retry 400')
    expect(verdict(answered(429), { remaining: 7000 })).toBe('retry 6400')
    expect(verdict(answered(429), { remaining: 6500 })).toBe('fail rate-limited time')
  })

  test('a wait that the other side asks for is never cut short: without time for it the run fails at once', () => {
    const asked = { 'retry-after': '59' }
    for (const status of [429, 503]) {
      expect(verdict(answered(status, asked), { remaining: 59_600 })).toBe('retry 59000')
      expect(verdict(answered(status, asked), { remaining: 59_599 })).toMatch(/^fail .* time$/)
    }
  })

  test('a write that was cut off by the end of the run is in doubt', () => {
    // A timer may be early, so that a little time is left.
    for (const remaining of [0, 5])
      expect(verdict(failed('timeout', 'headers'), { ...write, remaining })).toBe(
        'fail timeout ambiguous time',
      )
  })
})

test.each([400, 401, 403, 404, 409, 410, 422, 451])(
  '%i is an answer at once, never tried again',
  (status) => {
    expect([verdict(answered(status)), verdict(answered(status), write)]).toEqual(['answer', 'answer'])
  },
)

test.each([
  [900, { attempt: 300, connect: 300, backoff: 10, longestBackoff: 45, floor: 90, room: 10 }],
  [60_000, { attempt: 20_000, connect: 6000, backoff: 600, longestBackoff: 3000, floor: 6000, room: 600 }],
  [
    3_600_000,
    { attempt: 30_000, connect: 10_000, backoff: 1000, longestBackoff: 5000, floor: 60_000, room: 1000 },
  ],
])('the pace of a run of %i ms leaves room for three attempts that hang', (total, pace) => {
  expect(paceOf(total)).toEqual(pace)
})
