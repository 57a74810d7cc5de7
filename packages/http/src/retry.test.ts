import { describe, expect, test } from 'vitest'
import type { Outcome } from './attempt.ts'
import type { Failure } from './failure.ts'
import { paceOf } from './pace.ts'
import { type Circumstances, judge } from './retry.ts'

const now = Date.UTC(2026, 10, 21, 12)
const circumstances: Circumstances = {
  write: false,
  raw: false,
  attempt: 1,
  remaining: 60_000,
  pace: paceOf(60_000),
  random: 1,
  now,
}
const write = { write: true }

function answered(status: number, headers: Record<string, string> = {}, body = ''): Outcome {
  return {
    answer: { status, headers: new Map(Object.entries(headers)), body: new TextEncoder().encode(body) },
  }
}

function failed(kind: Failure['kind'], phase: Failure['phase'], more: Partial<Failure> = {}): Outcome {
  return { failure: { kind, phase, reused: false, throughProxy: false, ...more } }
}

/** `retry 600`, `fail status ambiguous`, `answer`: a judgement in few words. */
function verdict(outcome: Outcome, changed: Partial<Circumstances> = {}): string {
  const judgement = judge(outcome, { ...circumstances, ...changed })
  if (judgement.next === 'answer') return 'answer'
  if (judgement.next === 'retry') return `retry ${judgement.after}`
  const { kind, ambiguous, exhausted } = judgement
  return ['fail', kind, ambiguous && 'ambiguous', exhausted].filter(Boolean).join(' ')
}

describe('a failure', () => {
  test.each<[string, Outcome, string, string]>([
    ['refused', failed('connect', 'connect', { detail: 'ECONNREFUSED' }), 'retry 600', 'retry 600'],
    ['name not found', failed('connect', 'connect', { detail: 'ENOTFOUND' }), 'retry 600', 'retry 600'],
    ['no connection in time', failed('timeout', 'connect'), 'retry 600', 'retry 600'],
    ['proxy overloaded', failed('proxy', 'queue', { status: 503 }), 'retry 600', 'retry 600'],
    ['proxy forbids', failed('proxy', 'queue', { status: 403 }), 'fail proxy', 'fail proxy'],
    ['unknown authority', failed('tls', 'connect'), 'fail tls', 'fail tls'],
    ['no headers in time', failed('timeout', 'headers'), 'retry 600', 'fail timeout ambiguous'],
    ['no end in time', failed('timeout', 'body'), 'retry 600', 'fail timeout ambiguous'],
    ['reset', failed('reset', 'headers'), 'retry 600', 'fail reset ambiguous'],
    ['stale connection', failed('reset', 'headers', { reused: true }), 'retry 0', 'fail reset ambiguous'],
    ['reset in the body', failed('reset', 'body', { reused: true }), 'retry 600', 'fail reset ambiguous'],
    ['malformed', failed('malformed', 'body'), 'fail malformed', 'fail malformed ambiguous'],
    ['too large', failed('too-large', 'body'), 'fail too-large', 'fail too-large ambiguous'],
    ['told to stop while waiting', failed('cancelled', 'queue'), 'fail cancelled', 'fail cancelled'],
    ['told to stop when sent', failed('cancelled', 'headers'), 'fail cancelled', 'fail cancelled ambiguous'],
  ])('%s', (_, outcome, read, written) => {
    expect([verdict(outcome), verdict(outcome, write)]).toEqual([read, written])
  })

  test('a host name that is not there is asked for twice, not five times', () => {
    const outcome = failed('connect', 'connect', { detail: 'ENOTFOUND' })
    expect(verdict(outcome, { attempt: 2 })).toBe('fail connect')
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

  test.each([302, 407, 408, 429, 500])('%i is raw to who asks for raw answers', (status) => {
    expect(verdict(answered(status), { raw: true })).toBe('answer')
  })
})

test('back-off doubles with each attempt and is spread over its whole length', () => {
  const waits = [1, 2, 3, 4].map((attempt) => verdict(answered(502), { attempt }))
  expect(waits).toEqual(['retry 600', 'retry 1200', 'retry 2400', 'retry 4800'])
  expect(verdict(answered(502), { random: 0 })).toBe('retry 0')
})

test('the last attempt and the last moment are told apart', () => {
  expect(verdict(answered(502), { attempt: 5 })).toBe('fail status attempts')
  expect(verdict(answered(502), { remaining: 1199 })).toBe('fail status time')
  expect(verdict(answered(429, { 'retry-after': '59' }), { remaining: 59_000 })).toBe(
    'fail rate-limited time',
  )
  expect(verdict(failed('timeout', 'headers'), { ...write, remaining: 0 })).toBe(
    'fail timeout ambiguous time',
  )
})

test.each([
  [900, { attempt: 300, connect: 300, backoff: 10, floor: 90 }],
  [60_000, { attempt: 20_000, connect: 6000, backoff: 600, floor: 6000 }],
  [3_600_000, { attempt: 30_000, connect: 10_000, backoff: 1000, floor: 60_000 }],
])('the pace of a run of %i ms leaves room for three attempts that hang', (total, pace) => {
  expect(paceOf(total)).toEqual({ ...pace, attempts: 5 })
})
