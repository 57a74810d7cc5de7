import { commonReasons, OutsideError } from '@suite/errors'
import { describe, expect, it, vi } from 'vitest'
import { applied, refused, unknown } from './write-outcome.ts'
import { CancelledError, createWrites } from './writes.ts'

const never = new AbortController().signal

/** A promise with its handles, for a test that decides when a write ends. */
function handled<Value>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((first, second) => {
    resolve = first
    reject = second
  })
  return { promise, resolve, reject }
}

describe('a write', () => {
  it('is recorded as under way, then as applied, and returns its result', async () => {
    const writes = createWrites(false, never)
    const { promise, resolve } = handled<string>()
    const answer = writes.perform('add a', async () => applied(await promise))
    expect(writes.records).toEqual([{ what: 'add a', state: 'under way' }])
    resolve('labels')
    expect(await answer).toEqual({ state: 'applied', result: 'labels' })
    expect(writes.records).toEqual([{ what: 'add a', state: 'applied' }])
  })

  it.each([applied('x'), refused('x'), unknown('x')])(
    'that returns its outcome as a value needs no exception to be recorded as $state',
    async (outcome) => {
      const writes = createWrites(false, never)
      expect(await writes.perform('a', async () => outcome)).toEqual({ state: outcome.state, result: 'x' })
      expect(writes.records).toEqual([{ what: 'a', state: outcome.state }])
    },
  )

  it('that throws is recorded as refused, and the caller gets its error', async () => {
    const writes = createWrites(false, never)
    const failure = new OutsideError(commonReasons['outside-failed'], 'answered 500', '')
    await expect(writes.perform('a', () => Promise.reject(failure))).rejects.toBe(failure)
    expect(writes.records).toEqual([{ what: 'a', state: 'refused' }])
  })

  it('that throws before it begins is not left under way', async () => {
    const writes = createWrites(false, never)
    const throwing = () => {
      throw new Error('at once')
    }
    await expect(writes.perform('a', throwing)).rejects.toThrow('at once')
    expect(writes.records).toEqual([{ what: 'a', state: 'refused' }])
  })

  it('without an answer is not reported as not written', async () => {
    const writes = createWrites(false, never)
    const lost = Object.assign(new OutsideError(commonReasons['outside-failed'], 'reset', ''), {
      ambiguous: true,
    })
    await expect(writes.perform('a', () => Promise.reject(lost))).rejects.toBe(lost)
    expect(writes.records).toEqual([{ what: 'a', state: 'unknown' }])
  })

  it('is planned in a dry run, and not performed', async () => {
    const writes = createWrites(true, never)
    const write = vi.fn(async () => applied('written'))
    expect(await writes.perform('a', write)).toEqual({ state: 'planned' })
    expect(write).not.toHaveBeenCalled()
    expect(writes.records).toEqual([{ what: 'a', state: 'planned' }])
  })

  it.each([false, true])('does not begin after the run is cancelled (dry run: %s)', async (dryRun) => {
    const stop = new AbortController()
    const writes = createWrites(dryRun, stop.signal)
    stop.abort()
    const write = vi.fn(async () => applied('written'))
    await expect(writes.perform('a', write)).rejects.toThrow(CancelledError)
    expect(write).not.toHaveBeenCalled()
    expect(writes.records).toEqual([])
  })
})

describe('waiting for the writes under way', () => {
  it('ends when all have ended, also those that fail, with their states known', async () => {
    const writes = createWrites(false, never)
    const first = handled<void>()
    const second = handled<void>()
    const both = [first, second].map(({ promise }, at) =>
      writes.perform(`write ${at}`, async () => applied(await promise)),
    )
    const answers = Promise.allSettled(both)
    const settled = writes.settled().then(() => writes.records.map(({ state }) => state))
    first.resolve()
    second.reject(new Error('no'))
    expect(await settled).toEqual(['applied', 'refused'])
    await answers
  })

  it('ends at once if there are no writes', async () => {
    expect(await createWrites(false, never).settled()).toBeUndefined()
  })
})
