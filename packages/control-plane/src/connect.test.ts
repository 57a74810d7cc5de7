import { createTransport, startDeadline } from '@suite/http'
import { type ControlPlaneOptions, startControlPlane } from '@suite/testkit/control-plane'
import { faults } from '@suite/testkit/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectControlPlane } from './connect.ts'
import { patienceOf } from './patience.ts'

const digest = (character: string) => `sha256:${character.repeat(64)}`
const [one, two, three] = [digest('1'), digest('2'), digest('3')]
const address = { template: 'codex', region: 'global' }

/** `total` is in milliseconds; only a test that waits for the deadline needs an early one. */
async function open(options: ControlPlaneOptions = {}, { path = '', total = 120_000 } = {}) {
  const stand = await startControlPlane({ pins: [{ ...address, digest: one }], ...options })
  const deadline = startDeadline(total)
  const transport = createTransport({ deadline, userAgent: 'test', environment: {}, redact: (text) => text })
  onTestFinished(async () => {
    transport.close()
    await stand.close()
  })
  const access = { url: new URL(`${stand.url}${path}`), token: stand.token({ scopes: ['read', 'promote'] }) }
  const plane = connectControlPlane(transport, access, address)
  const promotion = { digest: two, expectedPrevious: one, idempotencyKey: '"k"' }
  const promote = (given = {}) =>
    plane.promote({ ...promotion, ...given }, 2, patienceOf(deadline), (send) => send())
  return { stand, plane, promote }
}

describe('a control plane', () => {
  it.each(['rows', 'map', 'bare'] as const)(
    'that answers with %s gives the pin, its facts, and its ETag',
    async (shape) => {
      const { stand, plane } = await open({ shape })
      stand.describe(one, { order: 7, sourceRevision: 'abc' })
      expect(await plane.read()).toEqual({
        pin: { ...address, digest: one, order: 7, revision: 'abc' },
        pins: [{ ...address, digest: one, order: 7, revision: 'abc' }],
        etag: '"pins-1"',
        failedAttempts: 0,
      })
    },
  )

  it('is asked over a new connection each time, and for an answer that no proxy changes', async () => {
    const { stand, plane } = await open()
    await plane.read()
    await plane.read()
    expect(stand.host.log.map(({ headers }) => [headers.connection, headers['accept-encoding']])).toEqual(
      Array(2).fill(['close', 'identity']),
    )
  })

  it.each([
    ['a weak one, which never matches', 'W/"1"', undefined],
    ['one without quotation marks', 'abc', undefined],
    ['one that is too long', `"${'a'.repeat(300)}"`, undefined],
    ['two that were joined', '"a", "b"', undefined],
    ['a strong one', '"a-1"', '"a-1"'],
  ])('gives as ETag %s', async (_, etag, expected) => {
    const { stand, plane } = await open()
    const alter = faults.alter((answer) => ({ ...answer, headers: { ...answer.headers, etag } }))
    stand.host.inject({ match: { method: 'GET' }, fault: alter })
    expect((await plane.read()).etag).toBe(expected)
  })

  it('without the pin gives undefined, which is not a failure', async () => {
    const { plane } = await open({ pins: [{ ...address, region: 'eu', digest: one }] })
    expect((await plane.read()).pin).toBeUndefined()
  })

  it('below a path is used there, and nowhere else', async () => {
    const { stand, plane } = await open({}, { path: '/base/' })
    await expect(plane.read()).rejects.toMatchObject({ reason: 'plane-refused' })
    expect(stand.host.log[0]?.path).toBe('/base/cp/admin/runtime-image')
  })
})

describe('a promotion', () => {
  it('is confirmed by the pin', async () => {
    const { stand, promote } = await open()
    expect(await promote()).toMatchObject({ ended: 'confirmed', attempts: 1, atomic: true })
    expect(stand.pinned('codex')).toBe(two)
  })

  it('is not sent if the pin has moved since', async () => {
    const { stand, promote } = await open()
    stand.move('codex', three)
    expect(await promote()).toMatchObject({ ended: 'superseded', attempts: 0, pinned: three })
    expect(stand.promotions).toEqual([])
  })

  it('is not reported as atomic for an ETag that came after it was sent', async () => {
    const { stand, promote } = await open()
    const { etag: _, ...none } = { etag: '' }
    const alter = faults.alter((answer) => ({ ...answer, headers: none }))
    stand.host.inject({ match: { method: 'GET', nth: 1 }, fault: alter })
    stand.host.inject({ match: { method: 'POST' }, fault: faults.reset(), applied: true })
    expect(await promote()).toMatchObject({ ended: 'confirmed', attempts: 1, atomic: false })
  })

  it('without ETags is not atomic', async () => {
    const { promote } = await open({ etags: false })
    expect(await promote()).toMatchObject({ ended: 'confirmed', atomic: false })
  })

  it('whose 200 was replayed for an old key is not confirmed', async () => {
    const { stand, promote } = await open({}, { total: 5_000 })
    await promote()
    stand.move('codex', one)
    expect(await promote()).toMatchObject({ ended: 'unconfirmed', pinned: one })
  })

  it.each([
    ['{"image_digest": 7}', 'answer-unexpected', 'with something else than a text as image_digest'],
    ['[]', 'answer-unexpected', 'with an array of 0'],
    ['{"region": "eu"}', 'answer-disagrees', 'for another region than the one that was sent, global'],
    ['not JSON', 'answer-unreadable', 'not the JSON that was expected'],
  ])('that is answered with %s is an error, and may have been written', async (body, reason, says) => {
    const { stand, promote } = await open()
    stand.host.inject({
      match: { method: 'POST' },
      fault: faults.status(200, { headers: { 'content-type': 'application/json' }, body }),
    })
    const error = await promote().catch((caught: unknown) => caught)
    expect(error).toMatchObject({ reason, ambiguous: true })
    expect(String(error)).toContain(says)
  })

  it('that is answered without a body is confirmed by the pin', async () => {
    const { stand, promote } = await open()
    stand.host.inject({ match: { method: 'POST' }, fault: faults.emptyBody(201), applied: true })
    expect(await promote()).toMatchObject({ ended: 'confirmed' })
  })
})
