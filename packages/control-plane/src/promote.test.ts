import { commonReasons } from '@suite/errors'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Patience } from './patience.ts'
import { type Next, PlaneError } from './plane-error.ts'
import { promote } from './promote.ts'
import type { PinReading } from './read-pin.ts'

/** The outcome of one sending: what the control plane does, and what the client gets. */
interface Sending {
  readonly applied: boolean
  /** Undefined: 200. */
  readonly heard: { readonly next: Next; readonly ambiguous: boolean } | undefined
}

const reading = (digest: string | undefined): PinReading => ({
  pin: digest === undefined ? undefined : { template: 't', region: 'r', digest },
  pins: [],
  etag: '"1"',
  failedAttempts: 0,
})

/** A small control plane. Its clock advances by each wait. */
function planeOf(sendings: readonly Sending[], { lag = 0, total = 1_000, consecutive = 1 } = {}) {
  const state = { pinned: 'old' as string | undefined, reads: 0, sent: 0, clock: 0, stale: 0, log: '' }
  const ports = {
    async read() {
      state.log += 'r'
      state.clock += 1
      const late = state.stale > 0
      if (late) state.stale -= 1
      return reading(late ? 'old' : state.pinned)
    },
    async send() {
      state.log += 's'
      state.clock += 1
      const { applied, heard } = sendings[state.sent] ?? { applied: true, heard: undefined }
      state.sent += 1
      if (applied) {
        state.stale = state.pinned === 'ours' ? 0 : lag
        state.pinned = 'ours'
      }
      if (heard)
        throw new PlaneError({
          reason: commonReasons['outside-failed'],
          what: 'it failed',
          fix: '',
          ...heard,
        })
    },
  }
  const patience: Patience = {
    interval: 10,
    pause: 10,
    backoff: 10,
    longestBackoff: 40,
    random: () => 1,
    reserve: 10,
    remaining: () => total - state.clock,
    wait: async (milliseconds) => {
      state.clock += milliseconds
    },
  }
  return { state, patience, run: () => promote('ours', 'old', ports, patience, consecutive) }
}

const taken: Sending = { applied: true, heard: undefined }
const lost = (applied: boolean): Sending => ({ applied, heard: { next: 'read-back', ambiguous: true } })
const unsent: Sending = { applied: false, heard: { next: 'send-again', ambiguous: false } }
const refused: Sending = { applied: false, heard: { next: 'stop', ambiguous: false } }
const superseded: Sending = { applied: false, heard: { next: 'superseded', ambiguous: false } }

describe('a promotion', () => {
  it.each<[string, Sending[], number, string, string, number]>([
    ['that is accepted is read back', [taken], 0, 'confirmed', 'rsr', 1],
    ['that is accepted is awaited if replicas lag', [taken], 2, 'confirmed', 'rsrrr', 1],
    ['that was not stored is not confirmed', [{ applied: false, heard: undefined }], 0, 'unconfirmed', '', 1],
    ['that was lost on its way back is not sent again', [lost(true)], 0, 'confirmed', 'rsrr', 1],
    ['that was lost on its way there is sent again', [lost(false), taken], 0, 'confirmed', 'rsrsr', 2],
    ['that was not sent is sent', [unsent, unsent, taken], 0, 'confirmed', 'rsrsrsr', 3],
    ['that is superseded is not sent again', [superseded], 0, 'superseded', 'rsr', 1],
    ['that supersedes itself is confirmed by the pin', [lost(true), superseded], 1, 'confirmed', 'rsrsr', 2],
  ])('%s', async (_, sendings, lag, ended, log, attempts) => {
    const { state, run } = planeOf(sendings, { lag })
    expect(await run()).toMatchObject({ ended, attempts })
    if (log !== '') expect(state.log).toBe(log)
  })

  it('that is refused after a lost one may have been written', async () => {
    const { run } = planeOf([lost(false), refused])
    await expect(run()).rejects.toMatchObject({ message: 'it failed', ambiguous: true })
    await expect(planeOf([refused]).run()).rejects.toMatchObject({ ambiguous: false })
  })

  it('is sent again until the time is over', async () => {
    const often = planeOf([...Array(14).fill(lost(false)), taken])
    expect(await often.run()).toMatchObject({ ended: 'confirmed', attempts: 15 })
    const never = planeOf(Array(99).fill(lost(false)))
    await expect(never.run()).rejects.toMatchObject({
      message: expect.stringMatching(
        /^it failed; the input `timeout` leaves no time to try again \(sent \d\d times\)$/,
      ),
      ambiguous: true,
    })
    expect(never.state.clock).toBeGreaterThan(1_000 - 60)
    expect(never.state.clock).toBeLessThanOrEqual(1_000)
    const short = planeOf(Array(9).fill(lost(false)), { total: 40 })
    await expect(short.run()).rejects.toMatchObject({ ambiguous: true })
    expect(short.state.sent).toBe(2)
  })

  it('that was never sent is not in doubt, even if the pin cannot be read', async () => {
    const down = new PlaneError({ reason: commonReasons['outside-failed'], what: 'no connection', fix: '' })
    let reads = 0
    const ports = {
      read: async () => {
        reads += 1
        if (reads > 1) throw down
        return reading('old')
      },
      send: async () => {
        throw new PlaneError({
          reason: commonReasons['outside-failed'],
          what: 'refused',
          fix: '',
          next: 'send-again',
        })
      },
    }
    const patience = { ...planeOf([]).patience }
    await expect(promote('ours', 'old', ports, patience, 1)).rejects.toBe(down)
  })

  it('is never confirmed without a read, and never sent twice without a read between', async () => {
    const sending = fc.constantFrom(taken, lost(true), lost(false), unsent, refused, superseded, {
      applied: false,
      heard: undefined,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(sending, { maxLength: 7 }), fc.nat({ max: 3 }), async (sendings, lag) => {
        const { state, run } = planeOf(sendings, { lag })
        const result = await run().catch((error: unknown) => error)
        expect(state.log).not.toContain('ss')
        expect(state.log.at(-1) === 'r' || result instanceof PlaneError).toBe(true)
        if (!(result instanceof Error)) {
          const { ended } = result as Awaited<ReturnType<typeof run>>
          if (ended === 'confirmed') expect(state.pinned).toBe('ours')
        } else if (state.pinned === 'ours') expect(result).toMatchObject({ ambiguous: true })
      }),
    )
  })
})
