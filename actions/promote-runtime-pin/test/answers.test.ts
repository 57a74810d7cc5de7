import { shortenDigests } from '@suite/report'
import { type Answer, faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, newer, old, ours, red, setScene } from './scene.ts'

const openScene = setScene()

const row = (image_digest: string) => ({ template_name: 'codex', region: 'global', image_digest })
const pinned = (digest: string, headers: Answer['headers'] = {}, more = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: { runtime_image_pins: [row(digest)], ...more },
})

describe('a partial or old answer of the control plane causes no write', () => {
  it.each<[string, Answer, string]>([
    ['a page', { ...pinned(old), body: { runtime_image_pins: [], next_cursor: 'abc' } }, 'answer-incomplete'],
    [
      'a page with a Link',
      pinned(old, { link: '</cp/admin/runtime-image?p=2>; rel="next"' }),
      'answer-incomplete',
    ],
    ['an answer of a cache', pinned(old, { age: '30' }), 'answer-cached'],
  ])('%s', async (_, answer, reason) => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({ match: { method: 'GET' }, fault: { kind: 'replace', answer } })
    expect(await promote()).toMatchObject({ ...red, reason })
    expect([posts(), plane.pinned('codex')]).toEqual([0, old])
  })

  it('nor does it prove a write', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.status(201) })
    const answer = pinned(ours, { age: '1' })
    plane.host.inject({ match: { method: 'GET', nth: 3 }, fault: { kind: 'replace', answer } })
    const ran = await promote()
    expect(ran).toMatchObject({ ...red, reason: 'answer-cached' })
    expect(ran.messages).toContain('the promotion was sent, but the pin could not be read back')
  })
})

describe('a plain control plane, without ETags, comparison or keys', () => {
  const plain = { etags: false, compareAndSwap: false, idempotencyKeys: false }
  it.each<[string, Omit<Answer, 'status'>]>([
    ['no body', {}],
    ['an object that says ok', { body: { ok: true } }],
    ['its row within another object', { body: { pin: row(newer) } }],
    ['nulls', { body: { image_digest: null, region: null } }],
  ])('that answers 201 with %s is supported, because the pin proves the write', async (_, rest) => {
    const { plane, promote } = await openScene(plain)
    plane.host.inject({ match: { method: 'POST' }, fault: faults.status(201, rest), applied: true })
    expect(await promote()).toMatchObject({ ...green, reason: 'promoted' })
  })

  it.each<[string, Omit<Answer, 'status'>]>([
    ['no body', {}],
    ['an object that says ok', { body: { ok: true } }],
    ['the row as it should be', { body: row(ours) }],
  ])('that answers 201 with %s and stores nothing fails the run', async (_, rest) => {
    const { plane, promote } = await openScene(plain)
    plane.host.inject({ match: { method: 'POST' }, fault: faults.status(201, rest) })
    expect(await promote({ inputs: { timeout: '4s' } })).toMatchObject({
      ...red,
      reason: 'pin-not-confirmed',
    })
  })
})

describe('another run that pins the same digest', () => {
  it('before the write leaves nothing to write, and the pin is read until it is proven', async () => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({
      match: { method: 'GET', nth: 1 },
      fault: faults.meanwhile(() => plane.move('codex', ours)),
    })
    expect(await promote()).toMatchObject({
      ...green,
      reason: 'already-pinned',
      outputs: { promoted: 'false' },
    })
    expect([posts(), plane.host.log.length]).toEqual([0, 2 + 24])
  })

  it('during the write is distinguished from a newer digest', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'GET', nth: 2 },
      fault: faults.meanwhile(() => plane.move('codex', ours)),
    })
    const ran = await promote()
    expect(ran).toMatchObject({ ...red, reason: 'superseded', outputs: { promoted: 'false', digest: ours } })
    expect(ran.messages).toContain(shortenDigests(`is ${ours} now, but this run was refused`).line)
  })
})

it('a re-run after the pin was moved back says why the first answer does not help', async () => {
  const { plane, promote } = await openScene()
  const environment = { GITHUB_RUN_ID: '7' }
  expect(await promote({ environment })).toMatchObject(green)
  plane.move('codex', old)
  const again = await promote({ environment, inputs: { timeout: '4s' } })
  expect(again).toMatchObject({ ...red, reason: 'pin-not-confirmed' })
  expect(again.messages).toContain('start a new run')
  expect(await promote({ environment: { GITHUB_RUN_ID: '8' } })).toMatchObject(green)
})

it('two control planes never share an idempotency key', async () => {
  const keys = await Promise.all(
    [1, 2].map(async () => {
      const { plane, promote } = await openScene()
      await promote({ environment: { GITHUB_RUN_ID: '7' } })
      return plane.host.log.find(({ method }) => method === 'POST')?.headers['idempotency-key']
    }),
  )
  expect(new Set(keys).size).toBe(2)
})
