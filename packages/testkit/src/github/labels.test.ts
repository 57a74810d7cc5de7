import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GitHub, type PullRequest, type Repository, secondaryRateLimit, startGitHub } from './index.ts'

let github: GitHub
let shop: Repository
let pull: PullRequest
let writer: string
let adder: string
let reader: string

beforeAll(async () => {
  github = await startGitHub()
  shop = await github.createRepository('acme/shop')
  await shop.commit({ branch: 'main', files: { a: 'a' } })
  shop.addLabel({ name: 'Change:API/v1 🚀', color: 'ff0000', description: 'api' })
  writer = github.token({ permissions: { issues: 'write', 'pull-requests': 'write' } })
  adder = github.token({ permissions: { 'pull-requests': 'write' } })
  reader = github.token({ permissions: { 'pull-requests': 'read' } })
})
beforeEach(async () => {
  pull = await shop.openPullRequest({ files: { a: `${Math.random()}` } })
})
afterAll(() => github.close())

async function call<Body = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  token = writer,
) {
  const answer = await fetch(`${github.url}/repos/acme/shop${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body }
}
const labelsPath = () => `/issues/${pull.number}/labels`
type Named = { name: string }[]
interface Event {
  event: string
  actor: { login: string }
  label: { name: string }
}
interface Refusal {
  errors?: { field: string; code: string }[]
}
const names = (labels: Named) => labels.map(({ name }) => name)

describe('labels on a pull request', () => {
  test('all spellings are one label, the stored spelling is returned, and encoded names can be removed', async () => {
    const added = await call<Named>(
      'POST',
      labelsPath(),
      { labels: ['change:api/V1 🚀', 'Change:API/v1 🚀'] },
      adder,
    )
    expect([added.status, names(added.body)]).toEqual([200, ['Change:API/v1 🚀']])
    const path = `${labelsPath()}/${encodeURIComponent('CHANGE:api/v1 🚀')}`
    expect(await call('DELETE', path)).toMatchObject({ status: 200, body: [] })
    expect(await call('DELETE', path)).toMatchObject({
      status: 404,
      body: { message: 'Label does not exist' },
    })
  })

  test('an unknown name is created only with issues: write', async () => {
    expect(await call('POST', labelsPath(), ['fresh'], adder)).toMatchObject({
      status: 403,
      body: { errors: [{ resource: 'Repository', field: 'label', code: 'unauthorized' }] },
    })
    expect(names((await call<Named>('POST', labelsPath(), ['fresh'])).body)).toEqual(['fresh'])
    expect((await call('GET', '/labels/FRESH')).body).toMatchObject({ name: 'fresh', color: 'ededed' })
  })

  test('a suggested label is not added', async () => {
    const suggested = await call('POST', labelsPath(), { labels: [{ name: 'idea', suggest: true }] })
    expect([suggested.status, suggested.body]).toEqual([200, []])
  })

  test('one label too many or a name too long refuses the whole batch', async () => {
    const hundred = Array.from({ length: 100 }, (_, at) => `label ${at}`)
    expect((await call('POST', labelsPath(), hundred)).body).toHaveLength(100)
    expect((await call('POST', labelsPath(), ['one more'])).status).toBe(422)
    expect((await call('PUT', labelsPath(), ['only', 'these'])).status).toBe(200)
    expect(await call('POST', labelsPath(), ['fine', 'x'.repeat(51)])).toMatchObject({
      status: 422,
      body: { message: 'Validation Failed', errors: [{ code: 'invalid', field: 'name' }] },
    })
    expect(pull.labels()).toEqual(['only', 'these'])
  })

  test('a refused set changes nothing', async () => {
    pull.addLabels(['keep'])
    expect((await call('PUT', labelsPath(), ['never seen'], adder)).status).toBe(403)
    expect(pull.labels()).toEqual(['keep'])
  })

  test('the history shows who added and removed which label, page by page', async () => {
    pull.addLabels(['keep', 'drop'], 'alice')
    await call('PUT', labelsPath(), ['keep', 'bot'])
    const path = `/issues/${pull.number}/events`
    const { body } = await call<Event[]>('GET', path)
    expect(body.map((event) => [event.event, event.actor.login, event.label.name])).toEqual([
      ['labeled', 'alice', 'keep'],
      ['labeled', 'alice', 'drop'],
      ['unlabeled', 'github-actions[bot]', 'drop'],
      ['labeled', 'github-actions[bot]', 'bot'],
    ])
    const last = await call('GET', `${path}?per_page=3&page=2`)
    expect(last.body).toHaveLength(1)
    expect(last.headers.get('link')).toContain('page=1>; rel="prev"')
  })
})

describe('labels of a repository', () => {
  test('creating and changing them follows the rules for names, colours and descriptions', async () => {
    const refused = async (fields: unknown) => {
      const { status, body } = await call<Refusal>('POST', '/labels', fields)
      return [status, body.errors?.[0]?.field, body.errors?.[0]?.code]
    }
    expect(await refused({ name: 'CHANGE:API/V1 🚀' })).toEqual([422, 'name', 'already_exists'])
    expect(await refused({ name: 'x'.repeat(51) })).toEqual([422, 'name', 'custom'])
    expect(await refused({ name: 'y', color: '#ff0000' })).toEqual([422, 'color', 'invalid'])
    expect(await refused({ name: 'y', description: 'd'.repeat(101) })).toEqual([422, 'description', 'custom'])
    expect(await refused({})).toEqual([422, 'name', 'missing_field'])
    expect((await call('POST', '/labels', { name: 'z'.repeat(50), color: 'ABCDEF' })).body.color).toBe(
      'abcdef',
    )
    const renamed = await call('PATCH', `/labels/${'z'.repeat(50)}`, { new_name: 'short', description: 'd' })
    expect(renamed.body).toMatchObject({ name: 'short', color: 'abcdef', description: 'd' })
    expect((await call('GET', `/labels/${'z'.repeat(50)}`)).status).toBe(404)
    expect(names((await call<Named>('GET', '/labels?per_page=100&page=2')).body)).toContain('short')
  })
})

test('comments are created, listed and changed', async () => {
  const path = `/issues/${pull.number}/comments`
  const created = await call<{ id: number; user: { login: string } }>('POST', path, { body: 'first' })
  expect([created.status, created.body.user.login]).toEqual([201, 'github-actions[bot]'])
  await call('PATCH', `/issues/comments/${created.body.id}`, { body: 'second' })
  expect((await call('GET', path)).body).toMatchObject([{ body: 'second' }])
  expect((await call('POST', path, { body: 'x'.repeat(65_537) })).status).toBe(422)
})

test('a token may do what its permissions say, and a refusal names the missing ones', async () => {
  const refused = await call('POST', labelsPath(), ['x'], reader)
  expect(refused).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } })
  expect(refused.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write')
  expect(await call('GET', labelsPath(), undefined, 'ghs_stranger')).toMatchObject({
    status: 401,
    body: { message: 'Bad credentials' },
  })
  const anonymous = await fetch(`${github.url}/repos/acme/shop`)
  expect([anonymous.status, ((await anonymous.json()) as { message: string }).message]).toEqual([
    401,
    'Requires authentication',
  ])
  expect((await call('GET', '/pulls/999')).status).toBe(404)
})

test('team membership is readable for an app with members: read, never for the job', async () => {
  github.addTeam('acme', 'sre', ['Bob'])
  const ask = async (token: string, user: string) => {
    const path = `${github.url}/orgs/acme/teams/sre/memberships/${user}`
    return (await fetch(path, { headers: { authorization: `Bearer ${token}` } })).status
  }
  const app = github.token({ kind: 'app', actor: 'waiver[bot]', permissions: { members: 'read' } })
  expect([await ask(app, 'bob'), await ask(app, 'eve'), await ask(writer, 'bob')]).toEqual([200, 404, 403])
})

test('the rate decreases with each request, and at zero every answer is 403 until the reset', async () => {
  const before = Number((await call('GET', '')).headers.get('x-ratelimit-remaining'))
  expect(Number((await call('GET', '')).headers.get('x-ratelimit-remaining'))).toBe(before - 1)
  github.rate.remaining = 0
  const refused = await call('GET', '')
  expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
  const free = await fetch(`${github.url}/rate_limit`, { headers: { authorization: `Bearer ${reader}` } })
  expect(await free.json()).toMatchObject({ rate: { remaining: 0 } })
  github.rate.remaining = 5000
})

test('the secondary limit is a 403 that says how long to wait, and nothing is written', async () => {
  const path = labelsPath()
  github.host.inject({ match: { method: 'POST' }, fault: secondaryRateLimit(60), times: 1 })
  const refused = await call('POST', path, ['later'])
  expect([refused.status, refused.headers.get('retry-after'), pull.labels()]).toEqual([403, '60', []])
  expect((await call('POST', path, ['later'])).status).toBe(200)
})
