import { faults } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { green, openScene, ours, red } from './scene.ts'

const patient = { timeout: '30s' }
const waits = (stdout: string) => stdout.split('\n').filter((line) => line.startsWith('Waiting: '))

it('an outage before the write causes a wait, with one line in the log', async () => {
  const { plane, promote, posts } = await openScene()
  plane.host.inject({ match: { method: 'POST' }, fault: faults.status(503), times: 8 })
  const ran = await promote({ inputs: patient })
  expect(ran).toMatchObject({ ...green, reason: 'promoted', outputs: { digest: ours, attempts: '9' } })
  expect([posts(), plane.promotions.length]).toEqual([9, 1])
  expect(waits(ran.stdout)).toEqual([
    expect.stringContaining('/cp/admin/runtime-image/promote: answered 503'),
  ])
})

it('an outage after the write causes a wait until the pin can be read back', async () => {
  const { plane, promote } = await openScene()
  let written = false
  plane.host.inject({
    match: ({ method }) => {
      const met = written && method === 'GET'
      written ||= method === 'POST'
      return met
    },
    fault: faults.status(502),
    times: 12,
  })
  const ran = await promote({ inputs: patient })
  expect(ran).toMatchObject({ ...green, reason: 'promoted', outputs: { digest: ours, attempts: '1' } })
  expect(waits(ran.stdout)).toHaveLength(1)
})

it('an outage that does not end fails the run when the time is over, and the message says how many requests were sent', async () => {
  const { plane, promote, posts } = await openScene()
  plane.host.inject({ match: { method: 'POST' }, fault: faults.status(503) })
  const ran = await promote({ inputs: { timeout: '3s' } })
  expect(ran).toMatchObject({ ...red, reason: 'outside-failed' })
  expect(posts()).toBeGreaterThan(5)
  expect(ran.messages).toContain(`the input \`timeout\` leaves no time to try again (sent ${posts()} times)`)
})

it('a request to wait for longer than the timeout fails the run at once, and the message names the moment', async () => {
  const { plane, promote, posts } = await openScene()
  plane.host.inject({ match: { method: 'POST' }, fault: faults.tooManyRequests(3600) })
  const ran = await promote({ inputs: { timeout: '10m' } })
  expect(ran).toMatchObject({ ...red, reason: 'rate-limited' })
  expect(ran.messages).toMatch(/asks to wait until \d{4}-\d\d-\d\dT[\d:.]+Z, in 60 min/)
  expect(posts()).toBe(1)
})
