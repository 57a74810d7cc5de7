import { expect, it } from 'vitest'
import { answer } from '../test/answers.ts'
import { type Check, check } from './check.ts'
import { classify, versionOfAll } from './classify.ts'
import type { Exchanged } from './exchanged.ts'
import type { VersionSeen } from './version.ts'

const exchanged = (of: ReturnType<typeof answer>, version: VersionSeen = { kind: 'proven' }): Exchanged => ({
  order: 0,
  name: 'request',
  at: new Date(0),
  method: 'GET',
  url: '',
  headers: {},
  body: undefined,
  outcome: { answer: of },
  version,
})
const kindOf = (checks: readonly Check[], ...exchanges: Exchanged[]) =>
  classify({ judgement: { checks }, exchanges }).kind

const right = [check('right', true)]
const wrong = [check('right', false)]
const page = (title: string, status = 200) =>
  answer(status, { 'content-type': 'text/html' }, `<h1>${title}</h1>`)

it.each<VersionSeen>([
  { kind: 'wrong', echoed: 'x' },
  { kind: 'unnamed' },
  { kind: 'unproven' },
  { kind: 'not-asked' },
])('a placeholder of the platform never passes, for any expectation: $kind', (version) => {
  expect(kindOf(right, exchanged(page('There is nothing here yet'), version))).toBe('not-ready')
  const bare = answer(200, {}, '<!doctype html><p>There is nothing here yet')
  expect(kindOf(right, exchanged(bare, version))).toBe('not-ready')
})

it.each([
  ['JSON', answer(200, { 'content-type': 'application/json' }, { empty: 'There is nothing here yet' })],
  ['text', answer(200, { 'content-type': 'text/plain' }, 'There is nothing here yet')],
  ['text without a type', answer(200, {}, 'There is nothing here yet')],
])("a Worker's own words in %s are not taken for the placeholder of the platform", (_, came) => {
  expect(kindOf(right, exchanged(came, { kind: 'not-asked' }))).toBe('passed')
})

it('a page of the expected version is not taken for the placeholder of the platform', () => {
  expect(kindOf(right, exchanged(page('There is nothing here yet')))).toBe('passed')
})

it('an answer that must name its version and does not name it never passes', () => {
  expect(kindOf(right, exchanged(answer(200), { kind: 'unnamed' }))).toBe('unnamed-version')
  expect(kindOf(right, exchanged(answer(200)), exchanged(answer(200), { kind: 'unnamed' }))).toBe(
    'unnamed-version',
  )
  expect(kindOf(wrong, exchanged(answer(200), { kind: 'unnamed' }))).toBe('unproven-content')
  expect(kindOf(wrong, exchanged(answer(404), { kind: 'unnamed' }))).toBe('not-ready')
})

it('a challenge of the platform is not taken for an answer of the Worker, and is reported as a challenge', () => {
  const challenge = answer(403, { 'content-type': 'text/html', 'cf-mitigated': 'challenge' })
  const classified = classify({ judgement: { checks: wrong }, exchanges: [exchanged(challenge)] })
  expect(classified).toMatchObject({ kind: 'not-ready', because: expect.stringContaining('challenged') })
  expect(kindOf(right, exchanged(challenge))).toBe('not-ready')
})

it('another version is reported before its content', () => {
  expect(kindOf(right, exchanged(answer(200)), exchanged(answer(200), { kind: 'wrong', echoed: 'x' }))).toBe(
    'wrong-version',
  )
})

it('an attempt without checks does not pass', () => {
  expect(kindOf([], exchanged(answer(200)))).not.toBe('passed')
})

it('an expected 404 or 503 is a pass', () => {
  expect(kindOf(right, exchanged(answer(404)))).toBe('passed')
  expect(kindOf(right, exchanged(answer(503)))).toBe('passed')
})

it.each([408, 425, 429, 503, 520, 521, 522, 523, 524, 525, 526, 530])(
  'status %i is retried, also from the right version',
  (status) => {
    expect(kindOf(wrong, exchanged(answer(status)))).toBe('not-ready')
  },
)

it.each([200, 301, 400, 401, 403, 404, 500, 501, 502, 504])(
  'status %i from the right version is final',
  (status) => {
    expect(kindOf(wrong, exchanged(answer(status)))).toBe('wrong-content')
  },
)

it.each([404, 500, 502, 504])('status %i from an unknown version is retried', (status) => {
  expect(kindOf(wrong, exchanged(answer(status), { kind: 'unproven' }))).toBe('not-ready')
  expect(kindOf(wrong, exchanged(answer(status), { kind: 'not-asked' }))).toBe('not-ready')
})

it('a latency alone does not fail a probe at once, and another fault does', () => {
  const slow = { ...check('fast', false), fleeting: true }
  expect(kindOf([...right, slow], exchanged(answer(200)))).toBe('fleeting')
  expect(kindOf([...wrong, slow], exchanged(answer(200)))).toBe('wrong-content')
})

it.each<[VersionSeen['kind'][], VersionSeen['kind']]>([
  [['proven', 'proven'], 'proven'],
  [['proven', 'unproven'], 'unproven'],
  [['unproven', 'unnamed', 'proven'], 'unnamed'],
  [['proven', 'unnamed', 'wrong'], 'wrong'],
  [['not-asked'], 'not-asked'],
  [[], 'unproven'],
])('the answer that proves least about the version counts: %j', (kinds, all) => {
  expect(versionOfAll(kinds.map((kind) => (kind === 'wrong' ? { kind, echoed: 'x' } : { kind })))).toBe(all)
})
