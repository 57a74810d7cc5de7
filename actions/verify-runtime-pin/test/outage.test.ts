import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, openScene, ours, red } from './scene.ts'

/** How many requests fail during an outage: more than a run would send if it counted its attempts. */
const times = 12
const patient = { timeout: '30s' }
const waits = (stdout: string) => stdout.split('\n').filter((line) => line.startsWith('Waiting: '))

describe('an outage of the control plane', () => {
  it.each([
    ['from the first read on', 0],
    ['between two reads', 1],
  ])('%s does not fail a correct pin, and the log says once what the run waits for', async (_, from) => {
    const { plane, verify } = await openScene()
    let seen = 0
    plane.host.inject({ match: () => ++seen > from, fault: faults.status(503), times })
    const ran = await verify({ inputs: patient })
    expect(ran).toMatchObject({ ...green, reason: 'pin-verified', outputs: { 'actual-digest': ours } })
    expect(plane.host.log.length).toBeGreaterThan(times)
    expect(waits(ran.stdout)).toEqual([
      expect.stringMatching(
        /^Waiting: GET http:\/\/127\.0\.0\.1:\d+\/cp\/admin\/runtime-image: answered 503\. It is sent again for up to \d+(\.\d)? s\.$/,
      ),
    ])
  })

  it('that does not end fails the run when the time is over, and not before', async () => {
    const { plane, verify } = await openScene()
    plane.host.inject({ match: () => true, fault: faults.status(503) })
    const ran = await verify({ inputs: { timeout: '2s' } })
    expect(ran).toMatchObject({ ...red, reason: 'outside-failed' })
    expect(ran.messages).toContain('answered 503; the input `timeout` (2 s) leaves no time to try again')
    expect(plane.host.log.length).toBeGreaterThan(5)
  })

  it.each([400, 401, 403, 404])('does not include the answer %i, which is not retried', async (status) => {
    const { plane, verify } = await openScene()
    plane.host.inject({ match: () => true, fault: faults.status(status) })
    const ran = await verify({ inputs: patient })
    expect(ran).toMatchObject(red)
    expect([plane.host.log.length, waits(ran.stdout)]).toEqual([1, []])
  })

  it('does not delay a run that is cancelled', async () => {
    const { plane, verify } = await openScene()
    plane.host.inject({ match: () => true, fault: faults.status(503) })
    const ran = await verify({ inputs: { timeout: '5m' }, signal: { name: 'SIGTERM', when: 'Waiting: ' } })
    expect(ran).toMatchObject({ ...red, reason: 'cancelled' })
  })
})
