import type { Failure } from '@suite/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer } from '../test/answers.ts'
import { check } from './check.ts'
import type { Attempt } from './classify.ts'
import { type Clock, type ConvergeTerms, converge } from './converge.ts'
import type { Exchanged } from './exchanged.ts'
import type { VersionSeen } from './version.ts'

const sent = {
  order: 0,
  name: 'request',
  at: new Date(0),
  method: 'GET',
  url: '',
  headers: {},
  body: undefined,
}
const came = (status: number, holds: boolean, version: VersionSeen['kind'] = 'proven'): Attempt => ({
  judgement: { checks: [check('it is right', holds)] },
  exchanges: [
    {
      ...sent,
      outcome: { answer: answer(status) },
      version: version === 'wrong' ? { kind: version, echoed: 'old' } : { kind: version },
    } satisfies Exchanged,
  ],
})
const none = (kind: Failure['kind']): Attempt => ({
  judgement: undefined,
  exchanges: [{ ...sent, outcome: { failure: { kind, detail: 'x' } }, version: { kind: 'unproven' } }],
})
const pass = came(200, true)
const wrong = came(200, false)
const old = came(200, true, 'wrong')
const busy = came(503, false)

/** Runs attempts on a clock on which each takes 10 ms and a wait takes as long as requested. */
function scene(attempts: readonly Attempt[], over: Partial<ConvergeTerms> = {}) {
  let time = 0
  let made = 0
  const slept: number[] = []
  const clock: Clock = {
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds)
      time += milliseconds
    },
    random: () => 1,
  }
  const attempt = async () => {
    time += 10
    return attempts[Math.min(made++, attempts.length - 1)] ?? pass
  }
  const terms = {
    consecutive: 3,
    deadline: 1_000,
    pace: { first: 20, most: 200 },
    clock,
    cancelled: () => false,
    ...over,
  }
  return { slept, made: () => made, ended: converge(attempt, terms) }
}

describe('a probe passes', () => {
  it('after enough passes in a row, without a wait between them', async () => {
    const { ended, slept } = scene([pass])
    expect(await ended).toMatchObject({
      state: 'pass',
      attempts: 3,
      passes: 3,
      latencies: [10, 10, 10],
      retried: {},
      convergedAfter: 10,
    })
    expect(slept).toEqual([])
  })

  it('after the fault is over, and counts its passes from there', async () => {
    const ended = await scene([old, pass, pass, none('connect'), busy, pass]).ended
    expect(ended).toMatchObject({
      state: 'pass',
      attempts: 8,
      passes: 3,
      retried: { 'wrong-version': 1, unreachable: 1, 'not-ready': 1 },
    })
  })
})

describe('a probe does not pass', () => {
  it.each<[string, readonly Attempt[], string, string]>([
    ['wrong content of the right version', [pass, wrong, pass], 'fail', 'wrong-content'],
    [
      'wrong content where no version is expected',
      [came(200, false, 'not-asked'), pass],
      'fail',
      'wrong-content',
    ],
    ['a deterministic 500 of the right version', [came(500, false)], 'fail', 'wrong-content'],
    ['a 404 of the right version', [came(404, false)], 'fail', 'wrong-content'],
    ['no way there', [none('no-route')], 'inconclusive', 'no-route'],
  ])('%s is final', async (_, attempts, state, cause) => {
    const { ended, slept } = scene(attempts)
    expect(await ended).toMatchObject({ state, cause })
    expect(slept).toEqual([])
  })

  it.each<[string, readonly Attempt[], string, string]>([
    ['another version', [old], 'fail', 'wrong-version'],
    ['no version, where it must be named', [came(200, true, 'unnamed')], 'fail', 'unnamed-version'],
    ['another version, now and then', [pass, pass, old], 'fail', 'wrong-version'],
    ['wrong content of an unknown version', [came(200, false, 'unproven')], 'fail', 'unproven-content'],
    ['a 500 of an unknown version', [came(500, false, 'unproven')], 'fail', 'not-ready'],
    ['a 404 of an unknown version', [came(404, false, 'not-asked')], 'fail', 'not-ready'],
    ['"not now"', [busy], 'fail', 'not-ready'],
    ['no connection', [none('connect')], 'error', 'unreachable'],
    ['a certificate that is not trusted', [none('tls')], 'error', 'unreachable'],
    ['a hang', [none('timeout')], 'error', 'unreachable'],
  ])('%s is retried until time is up', async (_, attempts, state, cause) => {
    const { ended, made } = scene(attempts)
    expect(await ended).toMatchObject({ state, cause, convergedAfter: undefined })
    expect(made()).toBeGreaterThan(3)
  })

  it('if an unnamed version and the new version answer in turn', async () => {
    const quiet = came(200, true, 'unproven')
    const turns = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? quiet : pass))
    const { ended, made } = scene(turns)
    expect(await ended).toMatchObject({
      state: 'inconclusive',
      because: 'time was up before 3 passes in a row, since some answers name their version and some do not',
      advice: expect.stringMatching(/^Let every answer of the Worker name its version/),
    })
    // There is a wait after each change of version, because more requests would not end it sooner.
    expect(made()).toBeLessThan(30)
  })

  it('if only the last answer names the version: the row begins there', async () => {
    const quiet = came(200, true, 'unproven')
    expect(await scene([quiet, quiet, pass]).ended).toMatchObject({
      state: 'pass',
      attempts: 5,
      passes: 3,
      version: 'proven',
    })
    expect(await scene([pass, pass, quiet]).ended).toMatchObject({ attempts: 5, version: 'unproven' })
  })

  it('and is inconclusive only if no attempt failed, because a version that answers only sometimes is not served', async () => {
    const { ended } = scene([old, pass], { consecutive: 5, deadline: 45 })
    expect(await ended).toMatchObject({
      state: 'fail',
      cause: 'wrong-version',
      because: expect.stringContaining('time was up before 5 passes in a row'),
    })
  })

  it('if time is up before enough passes', async () => {
    expect(await scene([pass], { consecutive: 5, deadline: 35 }).ended).toMatchObject({
      state: 'inconclusive',
      passes: 4,
      cause: 'time',
    })
    expect(await scene([pass], { deadline: 0 }).ended).toMatchObject({ state: 'inconclusive', attempts: 0 })
  })

  it('if it is cancelled', async () => {
    expect(await scene([pass], { cancelled: () => true }).ended).toMatchObject({
      state: 'inconclusive',
      attempts: 0,
    })
  })

  it('if the deadline cuts off the last attempt, the attempt before it counts', async () => {
    expect(
      await scene([busy, none('timeout')], { deadline: 22, pace: { first: 5, most: 200 } }).ended,
    ).toMatchObject({
      state: 'fail',
      cause: 'not-ready',
      attempts: 1,
    })
    expect(await scene([pass, none('timeout')], { deadline: 20 }).ended).toMatchObject({
      state: 'inconclusive',
    })
  })
})

describe('waits', () => {
  it('grow to a limit, and never exceed the time that is left', async () => {
    const { slept, ended } = scene([busy])
    await ended
    expect(slept.slice(0, 6)).toEqual([20, 40, 80, 160, 200, 200])
    expect(Math.max(...slept)).toBe(200)
  })

  it('are as long as the service asks for, if that is longer', async () => {
    const [exchanged] = busy.exchanges
    if (!exchanged) throw new Error('no exchange')
    const asked: Attempt = {
      ...busy,
      exchanges: [{ ...exchanged, outcome: { answer: answer(503, { 'retry-after': '2' }) } }],
    }
    const { slept, ended } = scene([asked, pass], { deadline: 10_000 })
    expect(await ended).toMatchObject({ state: 'pass' })
    expect(slept).toEqual([2_000])
  })

  it('that the service asks for and that are too long end the probe at once, and say until when to wait', async () => {
    const [exchanged] = busy.exchanges
    if (!exchanged) throw new Error('no exchange')
    const outcome = { answer: answer(429, { 'retry-after': '3600' }) }
    const { slept, ended, made } = scene([{ ...busy, exchanges: [{ ...exchanged, outcome }] }])
    expect(await ended).toMatchObject({
      state: 'fail',
      advice: expect.stringContaining('1970-01-01T01:00:00'),
    })
    expect([slept, made()]).toEqual([[], 1])
  })

  it('leave time for one more attempt', async () => {
    const { slept, ended } = scene([busy], { deadline: 1_000 })
    const { attempts } = await ended
    const before = slept.slice(0, -1).reduce((sum, each) => sum + each + 10, 0)
    expect(before).toBeGreaterThanOrEqual(1_000 - 20 - 200)
    expect(slept.length).toBe(attempts)
  })

  it('during an outage of 20 s end with a pass, and are reported', async () => {
    const reported: string[] = []
    const outage = { deadline: 300_000, pace: { first: 500, most: 5_000 } }
    const { ended } = scene([...Array(6).fill(none('connect')), busy, pass], {
      ...outage,
      onWait: (because) => reported.push(because),
    })
    expect(await ended).toMatchObject({ state: 'pass' })
    expect(reported).toHaveLength(7)
    expect(reported[0]).toBe('request: connect (x)')
  })
})

it('a pass always has enough passes in a row at the end, after any attempts', async () => {
  const kinds = { pass, wrong, old, busy, none: none('reset'), route: none('no-route') }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 4 }),
      async (names, consecutive) => {
        const { ended, made } = scene(
          names.map((name) => kinds[name]),
          { consecutive },
        )
        const { state } = await ended
        const seen = Array.from({ length: made() }, (_, index) => names[Math.min(index, names.length - 1)])
        const tail = seen.slice(-consecutive)
        const isPass = tail.length === consecutive && tail.every((name) => name === 'pass')
        expect(state === 'pass').toBe(isPass)
      },
    ),
  )
})
