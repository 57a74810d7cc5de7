import { HttpError } from '@suite/http'
import { simulatePlane } from '@suite/testkit/control-plane'
import { describe, expect, it } from 'vitest'
import { confirmPin } from './confirm-pin.ts'
import { describeReads } from './describe-readings.ts'
import { consecutiveInput } from './inputs.ts'
import { paceOf } from './patience.ts'
import { PlaneError } from './plane-error.ts'
import type { PinReading } from './read-pin.ts'
import { digestsOf, type Reading } from './reading.ts'
import { planeReasons } from './reasons.ts'
import { measureRow } from './row.ts'
import { watchPin } from './watch-pin.ts'

const total = 60_000
const consecutive = Number(consecutiveInput.default)
const terms = { consecutive, ends: (digest: string | undefined) => digest === 'new' }
type Show = (time: number, random: number) => string | undefined

/** One run at the defaults. Each read goes to a random replica. */
async function simulate(seed: number, show: Show, latency = 80) {
  const plane = simulatePlane({ seed, total, latency, show })
  const patience = { ...paceOf(total), remaining: plane.remaining, wait: plane.wait }
  const { ended, readings, row } = await confirmPin(
    { digest: 'new', before: 'old', consecutive },
    plane.read,
    patience,
  )
  return { ended, readings, row, plane }
}

const runs = 200

async function endsOf(show: Show, latency?: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let seed = 1; seed <= runs; seed += 1) {
    const { ended } = await simulate(seed, show, latency)
    counts[ended] = (counts[ended] ?? 0) + 1
  }
  return counts
}

const staleShare =
  (share: number): Show =>
  (_, random) =>
    random < share ? 'old' : 'new'

describe('of 200 runs at the defaults', () => {
  it.each([
    ['1 of 2', 1 / 2],
    ['1 of 3', 1 / 3],
    ['1 of 4', 1 / 4],
    ['1 of 5', 1 / 5],
    ['2 of 3', 2 / 3],
    ['9 of 10', 9 / 10],
  ])('at least 198 notice that %s replicas never follows', async (_, share) => {
    const { confirmed = 0, moved = 0 } = await endsOf(staleShare(share))
    expect(confirmed).toBeLessThanOrEqual(runs / 100)
    expect(moved).toBe(0)
  })

  it('at least 198 notice that 1 of 3 replicas lost the pin', async () => {
    const { confirmed = 0 } = await endsOf((_, random) => (random < 1 / 3 ? undefined : 'new'))
    expect(confirmed).toBeLessThanOrEqual(runs / 100)
  })

  it.each<[string, Show]>([
    ['shows the old pin', (time) => (time < 30_000 ? 'old' : 'new')],
    ['shows either pin', (time, random) => (time < 30_000 && random < 0.5 ? 'old' : 'new')],
    [
      'follows replica by replica',
      (time, random) => (time < 30_000 * (1 - Math.floor(random * 5) / 5) ? 'old' : 'new'),
    ],
    ['shows no pin', (time, random) => (time < 30_000 && random < 0.7 ? undefined : 'new')],
  ])('every one passes at a plane that for 30 s %s, and then stays', async (_, show) => {
    expect(await endsOf(show)).toEqual({ confirmed: runs })
  })

  it('every one passes at such a plane that takes a second for each read', async () => {
    const show: Show = (time, random) => (time < 30_000 && random < 0.5 ? 'old' : 'new')
    expect(await endsOf(show, 1_000)).toEqual({ confirmed: runs })
  })

  it('none reports a newer run because 1 of 3 replicas shows a much older pin', async () => {
    const { moved = 0, confirmed = 0 } = await endsOf((_, random) => (random < 1 / 3 ? 'older' : 'new'))
    expect(moved + confirmed).toBeLessThanOrEqual(runs / 100)
  })
})

describe('the good case', () => {
  it('takes 24 reads and less than two seconds at a plane that answers within 80 ms', async () => {
    const { ended, plane } = await simulate(1, () => 'new')
    expect([ended, plane.reads]).toEqual(['confirmed', 24])
    expect(plane.now).toBeLessThan(2_000)
  })

  it('does not flood a plane that lags: one read a second until the pin is right', async () => {
    const { plane } = await simulate(1, (time) => (time < 30_000 ? 'old' : 'new'))
    expect(plane.reads).toBeLessThan(30 + 24)
  })

  it('reads a plane whose replicas disagree at most six times a second', async () => {
    const { plane } = await simulate(1, staleShare(1 / 3))
    expect(plane.reads).toBeLessThan(60 * 6)
  })
})

const failure = (kind: 'status' | 'timeout' | 'cancelled' | 'tls') =>
  new HttpError(
    { kind, method: 'GET', route: 'x', attempts: 1, total, milliseconds: 1, now: 0, ambiguous: false },
    (text) => text,
  )

/** Returns reads in order. An error is thrown, and a number is the number of attempts that failed before. */
async function watchScript(script: readonly (string | undefined | Error | number)[], consecutiveReads = 2) {
  let at = 0
  const read = async (): Promise<PinReading> => {
    const failedAttempts = typeof script[at] === 'number' ? Number(script[at++]) : 0
    const next = at < script.length ? script[at++] : 'new'
    if (next instanceof Error) throw next
    const pin = next === undefined ? undefined : { template: 't', region: 'r', digest: String(next) }
    return { pin, pins: [], etag: undefined, failedAttempts }
  }
  let left = 40
  const wait = async () => {
    left -= 1
  }
  const patience = { ...paceOf(0), remaining: () => left, wait }
  return watchPin(read, patience, { ...terms, consecutive: consecutiveReads })
}

describe('a read that fails', () => {
  it('interrupts the row, and does not end the reading', async () => {
    const readings = await watchScript(['new', failure('status')])
    expect(readings.filter((each) => 'failed' in each)).toHaveLength(1)
    expect(measureRow(readings, { ...terms, consecutive: 2 })).toEqual({
      length: 4,
      needed: 4,
      interrupted: true,
    })
  })

  it('interrupts the row even if the transport repeated it and got an answer', async () => {
    const readings = await watchScript(['new', 3, 'new'])
    expect(readings.map((each) => 'failed' in each).filter(Boolean)).toHaveLength(3)
    expect(digestsOf(readings)).toHaveLength(5)
  })

  it('ends the reading if no read was answered before', async () => {
    await expect(watchScript([failure('status')])).rejects.toThrow(HttpError)
  })

  it.each([
    ['a certificate', failure('tls')],
    ['a run that is stopped', failure('cancelled')],
    [
      'a token that is refused',
      new PlaneError({ reason: planeReasons['token-refused'], what: 'no', fix: 'x' }),
    ],
  ])('ends the reading if another read cannot help, as with %s', async (_, error) => {
    await expect(watchScript(['new', error])).rejects.toBe(error)
  })
})

it('a report says which digests were read, how often, and when', () => {
  const readings: Reading[] = [
    { at: 0, digest: 'new' },
    { at: 1_200, digest: 'old' },
    { at: 1_300, failed: true },
    { at: 2_500, digest: 'new' },
    { at: 2_600, digest: undefined },
  ]
  expect(describeReads(readings, { length: 0, needed: 48, interrupted: true })).toEqual([
    'Read: new 2 times, from 0.0 s to 2.5 s, old once, at 1.2 s, no answer once, at 1.3 s, no row once, at 2.6 s.',
    'The last row has 0 of the 48 reads that are needed, twice `consecutive` because a row was interrupted.',
  ])
})
