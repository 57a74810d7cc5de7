import { readFile } from 'node:fs/promises'
import { faultMatrix } from '@suite/testkit/control-plane'
import { faults, node20 } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, setScene } from './scene.ts'

const openScene = setScene()

const page = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const documented = new Set([...page.matchAll(/^### ([a-z-]+)$/gm)].map(([, code]) => code))

const names = faultMatrix('').map(({ name }) => name)
/** The number of concurrent runs. */
const inFlight = 8
const batches = Array.from({ length: Math.ceil(names.length / inFlight) }, (_, index) =>
  names.slice(index * inFlight, (index + 1) * inFlight),
)

async function meet(name: string) {
  const { plane, token, verify } = await openScene()
  const row = faultMatrix(token).find((each) => each.name === name)
  if (row === undefined) throw new Error(`there is no row ${name}`)
  plane.host.inject({ match: { method: 'GET' }, fault: row.fault })
  return { name, token, ran: await verify({ node: node20, inputs: { timeout: '2s' } }) }
}

describe('a correct pin', () => {
  it.each(batches)('fails the run if the answer is %s, or similar', async (...rows) => {
    for (const { name, token, ran } of await Promise.all(rows.map(meet))) {
      expect([name, ran.exitCode, ran.outputs.verdict]).toEqual([name, 1, 'fail'])
      expect([name, ran.said.includes(token)]).toEqual([name, false])
      expect([name, ran.reason, documented.has(ran.reason ?? '')]).toEqual([name, ran.reason, true])
      expect([name, ran.reason === 'bug', ran.stderr]).toEqual([name, false, ''])
      expect(ran.said).not.toContain('pwned')
      for (const { title } of ran.annotations) expect(title).toMatch(/^Verify runtime pin \([a-z-]+\)$/)
    }
  })

  it.each(['500', '502', '503', '429 that asks for no wait', 'a reset before the headers'])(
    'passes although one read fails with %s',
    async (name) => {
      const { plane, verify } = await openScene()
      const row = faultMatrix('').find((each) => each.name === name)
      plane.host.inject({ match: { method: 'GET' }, fault: row?.fault ?? faults.hang(), times: 1 })
      expect(await verify()).toMatchObject(green)
    },
  )
})

describe('an answer without pins is described, without its content', () => {
  it.each<[string, unknown, string, string]>([
    ['a text', '"x"', 'answer-unexpected', 'is a text where pins were expected'],
    ['null', null, 'answer-unexpected', 'is null where pins were expected'],
    ['an empty object', {}, 'answer-unexpected', 'is an object without runtime_image_pins, with no field'],
    ['another object', { error: 'x', code: 7 }, 'answer-unexpected', 'with error, code'],
    [
      'a text of pins',
      { runtime_image_pins: 'x' },
      'answer-unexpected',
      'holds a text as runtime_image_pins',
    ],
    ['null of pins', { runtime_image_pins: null }, 'answer-unexpected', 'holds null as runtime_image_pins'],
    ['a row that is a text', ['x'], 'answer-unexpected', 'has a row 1 that is a text'],
    [
      'a row without digest',
      [{ template_name: 'a', region: 'b' }],
      'answer-unexpected',
      'has a row 1 without image_digest',
    ],
    [
      'a digest that is null',
      [{ template_name: 'codex', region: 'global', image_digest: null }],
      'answer-unexpected',
      'with null as image_digest, where a text was expected',
    ],
    [
      'a map without regions',
      { runtime_image_pins: { codex: 'x' } },
      'answer-unexpected',
      'where regions were expected',
    ],
    [
      'a map that disagrees with itself',
      { runtime_image_pins: { codex: { global: { region: 'eu', image_digest: 'x' } } } },
      'answer-unexpected',
      'names another template or region than its keys do',
    ],
    [
      'an invalid digest',
      [{ template_name: 'codex', region: 'global', image_digest: 'latest' }],
      'pin-malformed',
      'the digest of codex/global is not a digest',
    ],
    [
      'a digest that is too short',
      [{ template_name: 'codex', region: 'global', image_digest: 'sha256:00' }],
      'pin-malformed',
      'has 2 digits after sha256:, and must have 64',
    ],
    [
      'a digest of another algorithm',
      [{ template_name: 'codex', region: 'global', image_digest: `sha512:${'0'.repeat(128)}` }],
      'pin-malformed',
      'is of an algorithm that does not count here',
    ],
  ])('%s', async (_, body, reason, says) => {
    const { plane, verify } = await openScene()
    plane.host.inject({ match: { method: 'GET' }, fault: faults.wrongShape(body) })
    const ran = await verify()
    expect([ran.exitCode, ran.reason]).toEqual([1, reason])
    expect(ran.messages).toContain(says)
  })
})
