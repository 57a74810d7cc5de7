import { describe, expect, it, onTestFinished } from 'vitest'
import { type ControlPlaneOptions, startControlPlane } from './index.ts'

async function open(options: ControlPlaneOptions = {}) {
  const plane = await startControlPlane({
    pins: [{ template: 'codex', region: 'global', digest: 'one' }],
    ...options,
  })
  onTestFinished(() => plane.close())
  const token = plane.token({ scopes: ['read', 'promote'] })
  const send = async (body?: unknown, headers: Record<string, string> = {}) => {
    const path = body === undefined ? '' : '/promote'
    const answer = await fetch(`${plane.url}/cp/admin/runtime-image${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, etag: answer.headers.get('etag'), body: await answer.json() }
  }
  return { plane, send }
}

interface Shown {
  readonly runtime_image_pins: readonly { readonly image_digest: string }[]
}

const promotion = { template_name: 'codex', region: 'global', image_digest: 'two' }

describe('the control plane of the testkit', () => {
  it('pins the promoted image, and refuses if the current pin is not the expected one', async () => {
    const { plane, send } = await open()
    expect(await send({ ...promotion, expected_previous: 'one' })).toMatchObject({ status: 200 })
    expect(plane.pinned('codex')).toBe('two')
    expect((await send({ ...promotion, expected_previous: 'one', image_digest: 'three' })).status).toBe(409)
    expect((await send({ ...promotion, region: 'eu' })).status).toBe(201)
  })

  it('compares ETags, which change with every promotion', async () => {
    const { plane, send } = await open()
    const { etag } = await send()
    plane.move('hermes', 'x')
    expect((await send(promotion, { 'if-match': etag ?? '' })).status).toBe(412)
    expect((await send(promotion, { 'if-match': (await send()).etag ?? '' })).status).toBe(200)
  })

  it('without comparison accepts any promotion', async () => {
    const { send } = await open({ compareAndSwap: false, etags: false })
    expect(await send()).toMatchObject({ etag: null })
    expect((await send({ ...promotion, expected_previous: 'x' }, { 'if-match': '"x"' })).status).toBe(200)
  })

  it('returns the first answer again for the same idempotency key, and refuses the key with another body', async () => {
    const { plane, send } = await open()
    const headers = { 'idempotency-key': '"k"' }
    await send(promotion, headers)
    plane.move('codex', 'three')
    expect((await send(promotion, headers)).status).toBe(200)
    expect(plane.pinned('codex')).toBe('three')
    expect((await send({ ...promotion, image_digest: 'four' }, headers)).status).toBe(422)
  })

  it('shows old pins, changing replicas, and the true pins afterwards', async () => {
    const { plane, send } = await open()
    const shown = async () => ((await send()).body as Shown).runtime_image_pins[0]?.image_digest
    plane.move('codex', 'two')
    plane.lag(1)
    expect([await shown(), await shown()]).toEqual(['one', 'two'])
    plane.flap('codex', [undefined, 'stale'])
    expect(new Set([await shown(), await shown()])).toEqual(new Set(['two', 'stale']))
  })

  it('checks what a token may do, and for which pin', async () => {
    const { plane, send } = await open()
    const sendAs = (token: string, body?: unknown) => send(body, { authorization: `Bearer ${token}` })
    const reader = plane.token({ scopes: ['read'] })
    const hermes = plane.token({ scopes: ['promote'], template: 'hermes' })
    expect((await sendAs(reader)).status).toBe(200)
    expect((await sendAs(reader, promotion)).status).toBe(403)
    expect((await sendAs(hermes, promotion)).status).toBe(403)
    expect((await sendAs(hermes)).status).toBe(403)
    expect((await sendAs('nobody')).status).toBe(401)
  })

  it('refuses unknown digests, and bodies that do not fit the contract', async () => {
    const { plane, send } = await open()
    plane.knowOnly(['one'])
    expect((await send(promotion)).status).toBe(422)
    expect((await send({ ...promotion, order: 7 })).status).toBe(400)
    expect((await send({ template_name: 'codex' })).status).toBe(400)
    expect(plane.promotions).toEqual([])
  })
})
