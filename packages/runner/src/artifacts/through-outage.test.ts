import { describe, expect, test } from 'vitest'
import { type Outage, throughOutage } from './through-outage.ts'
import { GivenUpError } from './within-time.ts'

const refused = () =>
  Object.assign(new Error('Unable to make request: ECONNREFUSED\nmore'), { name: 'NetworkError' })
const unavailable = () =>
  new Error('Failed to CreateArtifact: Failed to make request after 5 attempts: Failed request: (503) no')

/** A run of 300 s whose clock advances by each wait, and by 100 ms with each attempt. */
function startRun() {
  let time = 0
  const waits: number[] = []
  const lines: string[] = []
  const outage: Outage = {
    deadline: { remaining: () => 300_000 - time },
    onWaiting: (line) => lines.push(line),
    random: () => 1,
    wait: async (milliseconds) => {
      waits.push(milliseconds)
      time += milliseconds
    },
  }
  const work = (errorAt: (time: number) => Error | undefined) => async () => {
    time += 100
    const error = errorAt(time)
    if (error) throw error
    return 'uploaded'
  }
  return { outage, work, waits, lines, time: () => time }
}

describe('proofs are uploaded although the service is not available', () => {
  test.each([
    ['refused', refused],
    ['not available', unavailable],
    ['reset', () => new Error('read ECONNRESET')],
    [
      'not downloaded',
      () => new Error('Unable to download artifact(s): Artifact download failed after 5 retries.'),
    ],
  ])('%s for 20 s, with one line in the log', async (_, error) => {
    const { outage, work, waits, lines, time } = startRun()
    const uploading = throughOutage(
      outage,
      work((now) => (now < 20_000 ? error() : undefined)),
    )
    expect(await uploading).toBe('uploaded')
    expect(time()).toBeLessThan(25_100)
    expect(Math.max(...waits)).toBe(5_000)
    expect(lines).toEqual([expect.stringMatching(/^Waiting: the artifact service .* up to 299 s\.$/)])
  })
})

test('an outage without end fails the upload when the time is over, never later, and says what failed', async () => {
  const { outage, work, time } = startRun()
  await expect(throughOutage(outage, work(unavailable))).rejects.toThrow('(503)')
  expect(time()).toBeGreaterThan(298_000)
  expect(time()).toBeLessThanOrEqual(300_000)
})

test.each([
  new Error('Received non-retryable error: Failed request: (401) Unauthorized'),
  new Error('Received non-retryable error: Failed request: (409) Conflict'),
  new Error('Artifact storage quota has been hit. Unable to upload any new artifacts.'),
  new GivenUpError('the run was stopped'),
])('%s is not retried', async (error) => {
  const { outage, work, waits } = startRun()
  await expect(
    throughOutage(
      outage,
      work(() => error),
    ),
  ).rejects.toBe(error)
  expect(waits).toEqual([])
})

test.each([new Error('Failed request: (409) Conflict'), new GivenUpError('the time of the run is over')])(
  'after an attempt that broke off, "%s" does not hide why',
  async (later) => {
    const { outage, work } = startRun()
    const errors = [unavailable(), later]
    await expect(
      throughOutage(
        outage,
        work(() => errors.shift()),
      ),
    ).rejects.toThrow('(503)')
  },
)

test('a run that is cancelled does not wait', async () => {
  const { outage, work, waits } = startRun()
  const signal = AbortSignal.abort()
  await expect(throughOutage({ ...outage, signal }, work(refused))).rejects.toThrow('ECONNREFUSED')
  expect(waits).toEqual([])
})
