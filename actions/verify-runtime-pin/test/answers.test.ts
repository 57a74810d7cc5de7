import type { Answer } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, old, ours, red, setScene } from './scene.ts'

const openScene = setScene()

const row = (image_digest: string, region = 'global') => ({ template_name: 'codex', region, image_digest })
const rows = { runtime_image_pins: [row(ours)] }
const json = (body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** Returns a run with a control plane that gives this answer to every read, by default without waiting for another. */
async function verifyWith(answer: Answer, inputs: Readonly<Record<string, string>> = {}) {
  const { plane, verify } = await openScene()
  plane.host.inject({ match: { method: 'GET' }, fault: { kind: 'replace', answer } })
  return verify({ inputs })
}

describe('an old answer does not prove the current pin', () => {
  it.each(['1', '86400', '0, 7', '3, 0'])('a cached answer fails: Age: %s', async (age) => {
    const ran = await verifyWith(json(rows, { age }))
    expect(ran).toMatchObject({ ...red, reason: 'answer-cached', outputs: {} })
    expect(ran.messages).toContain('the answer was kept by a cache')
  })

  it.each(['0', 'soon', '-1'])('but a fresh answer through a cache passes: Age: %s', async (age) => {
    expect(await verifyWith(json(rows, { age }))).toMatchObject(green)
  })
})

describe('a repeated pin fails the run in every form', () => {
  it.each([
    [
      'a template',
      `{"runtime_image_pins":{"codex":{"global":{"image_digest":"${old}"}},"codex":{"global":{"image_digest":"${ours}"}}}}`,
    ],
    [
      'a region',
      `{"runtime_image_pins":{"codex":{"global":{"image_digest":"${old}"}, "glob\\u0061l" : {"image_digest":"${ours}"}}}}`,
    ],
    [
      'a digest',
      `[{"template_name":"codex","region":"global","image_digest":"${old}","image_digest":"${ours}"}]`,
    ],
    [
      'the collection',
      `{"runtime_image_pins":[${JSON.stringify(row(old))}],"runtime_image_pins":[${JSON.stringify(row(ours))}]}`,
    ],
  ])('%s', async (_, body) => {
    const ran = await verifyWith(json(body))
    expect(ran).toMatchObject({ ...red, reason: 'answer-unexpected' })
    expect(ran.messages).toContain('names a member twice')
  })

  it('but the same name in two places is not a repeated pin', async () => {
    const body = `{"a":"{\\"a\\":1,\\"a\\":2}","runtime_image_pins":{"codex":{"codex":{"image_digest":"${old}"},"global":{"image_digest":"${ours}","a":[{"a":1},{"a":1}]}}}}`
    expect(await verifyWith(json(body))).toMatchObject(green)
  })
})

describe('a collection that may have more pages fails the run, because another page may contain the second row', () => {
  it.each<[string, Answer]>([
    ['a Link', json(rows, { link: '<https://cp.example/cp/admin/runtime-image?page=2>; rel="next"' })],
    ['a cursor', json({ ...rows, next_cursor: 'abc' })],
    ['a page', json({ ...rows, next: 2 })],
    ['a flag', json({ ...rows, has_more: true })],
    ['a total', json({ ...rows, total: 2 })],
    ['a page in an object next to it', json({ ...rows, pagination: { next_page: 2 } })],
  ])('%s', async (_, answer) => {
    const ran = await verifyWith(answer)
    expect(ran).toMatchObject({ ...red, reason: 'answer-incomplete' })
    expect(ran.messages).toContain('one answer')
  })

  it.each<[string, Answer]>([
    ['a Link to itself', json(rows, { link: '<https://cp.example/next>; rel="self"' })],
    ['no cursor', json({ ...rows, next_cursor: null, next: '', has_more: false, total: 1 })],
    [
      'a total of a map',
      json({ runtime_image_pins: { codex: { global: row(ours), eu: row(old, 'eu') } }, total: 2 }),
    ],
  ])('%s is complete', async (_, answer) => {
    expect(await verifyWith(answer)).toMatchObject(green)
  })
})

describe('a digest that is almost equal is not accepted', () => {
  it.each<[string, unknown, string]>([
    ['in capitals', [row(ours.toUpperCase())], 'pin-malformed'],
    ['padded', [row(` ${ours}`)], 'pin-malformed'],
    ['in a list', [{ ...row(ours), image_digest: [ours] }], 'answer-unexpected'],
    ['in an object', [{ ...row(ours), image_digest: { digest: ours } }], 'answer-unexpected'],
    ['missing', [{ template_name: 'codex', region: 'global' }], 'answer-unexpected'],
    ['in a list within the map', { runtime_image_pins: { codex: [row(ours)] } }, 'answer-unexpected'],
    ['under another name of the collection', { pins: [row(ours)] }, 'answer-unexpected'],
    [
      'in what everything inherits',
      '{"runtime_image_pins":{"__proto__":{"codex":{"global":{"image_digest":"x"}}}}}',
      'answer-unexpected',
    ],
  ])('%s', async (_, body, reason) => {
    expect(await verifyWith(json(body))).toMatchObject({ ...red, reason })
  })

  it.each(['global ', 'Global'])(
    'of the region "%s", although it is read until the time is over',
    async (region) => {
      const ran = await verifyWith(json([row(ours, region)]), { timeout: '4s' })
      expect(ran).toMatchObject({ ...red, reason: 'pin-missing' })
    },
  )
})

it('more consecutive reads than there is time for fail the run, and are not called a lag', async () => {
  const { plane, verify } = await openScene()
  plane.host.latency = 500
  const ran = await verify({ inputs: { consecutive: '100', timeout: '6s' } })
  expect(ran).toMatchObject(red)
  expect(ran.messages).toContain('no time for 100')
  expect(ran.messages).not.toContain('too late')
})
