import { commonReasons, OutsideError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
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
  it('is recorded as under way, then as done, and gives its answer', async () => {
    const writes = createWrites(false, never)
    const { promise, resolve } = handled<string>()
    const answer = writes.perform('add a', () => promise)
    expect(writes.records).toEqual([{ what: 'add a', state: 'under way' }])
    resolve('labels')
    expect(await answer).toBe('labels')
    expect(writes.records).toEqual([{ what: 'add a', state: 'done' }])
  })

  it("that fails is recorded so, and its error is the caller's", async () => {
    const writes = createWrites(false, never)
    const failure = new OutsideError(commonReasons['outside-failed'], 'answered 500', '')
    await expect(writes.perform('a', () => Promise.reject(failure))).rejects.toBe(failure)
    expect(writes.records).toEqual([{ what: 'a', state: 'failed' }])
  })

  it('that throws before it begins is not left under way', async () => {
    const writes = createWrites(false, never)
    const throwing = () => {
      throw new Error('at once')
    }
    await expect(writes.perform('a', throwing)).rejects.toThrow('at once')
    expect(writes.records).toEqual([{ what: 'a', state: 'failed' }])
  })

  it('whose answer never came is not told as not written', async () => {
    const writes = createWrites(false, never)
    const lost = Object.assign(new OutsideError(commonReasons['outside-failed'], 'reset', ''), {
      ambiguous: true,
    })
    await expect(writes.perform('a', () => Promise.reject(lost))).rejects.toBe(lost)
    expect(writes.records).toEqual([{ what: 'a', state: 'unclear' }])
  })

  it.each(['done', 'failed', 'unclear'] as const)(
    'that returns how it ended is recorded as %s, and its answer is kept',
    async (outcome) => {
      const writes = createWrites(false, never)
      const answer = { outcome }
      expect(
        await writes.perform(
          'a',
          async () => answer,
          (returned) => returned.outcome,
        ),
      ).toBe(answer)
      expect(writes.records).toEqual([{ what: 'a', state: outcome }])
    },
  )

  it('is planned in a dry run, and not performed', async () => {
    const writes = createWrites(true, never)
    let performed = 0
    expect(await writes.perform('a', async () => (performed += 1))).toBeUndefined()
    expect({ performed, records: writes.records }).toEqual({
      performed: 0,
      records: [{ what: 'a', state: 'planned' }],
    })
  })

  it.each([false, true])('is not begun once the run was cancelled (dry run: %s)', async (dryRun) => {
    const stop = new AbortController()
    const writes = createWrites(dryRun, stop.signal)
    stop.abort()
    let performed = 0
    await expect(writes.perform('a', async () => (performed += 1))).rejects.toThrow(CancelledError)
    expect({ performed, records: writes.records }).toEqual({ performed: 0, records: [] })
  })
})

describe('waiting for the writes under way', () => {
  it('ends when all have ended, also those that fail, with their states known', async () => {
    const writes = createWrites(false, never)
    const first = handled<void>()
    const second = handled<void>()
    const both = [writes.perform('a', () => first.promise), writes.perform('b', () => second.promise)]
    const answers = Promise.allSettled(both)
    const settled = writes.settled().then(() => writes.records.map(({ state }) => state))
    first.resolve()
    second.reject(new Error('no'))
    expect(await settled).toEqual(['done', 'failed'])
    await answers
  })

  it('ends at once where none is', async () => {
    expect(await createWrites(false, never).settled()).toBeUndefined()
  })
})
