import { expect, test } from 'vitest'
import { createPause } from './pause.ts'

const deadline = (remaining: number, signal?: AbortSignal) => ({
  total: 2_000,
  remaining: () => remaining,
  signal,
})

test('a long computation does not block other work, because it pauses', async () => {
  let ran = false
  setImmediate(() => {
    ran = true
  })
  await createPause(deadline(1))('counting')
  expect(ran).toBe(true)
})

test('a computation ends when the run is cancelled or its deadline passes', async () => {
  const stopped = new Error('stopped')
  await expect(createPause(deadline(1, AbortSignal.abort(stopped)))('counting')).rejects.toBe(stopped)
  await expect(createPause(deadline(0))('counting')).rejects.toMatchObject({
    reason: 'deadline-passed',
    message: 'counting was not finished after 2 s',
    fix: 'Raise `timeout`.',
  })
  await expect(createPause(deadline(0))('counting', 'count less')).rejects.toMatchObject({
    fix: 'Raise `timeout`, or count less.',
  })
})
