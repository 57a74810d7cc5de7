import { Refusal } from '@suite/rest'
import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { startWorld } from '../test/world.ts'
import type { Cloudflare } from './index.ts'

const calls: readonly [string, (cloudflare: Cloudflare) => Promise<unknown>, string][] = [
  ['readDeployments', (it) => it.readDeployments('api'), 'Account · Workers Scripts · Read'],
  ['readVersion', (it) => it.readVersion('api', 'v'), 'Account · Workers Scripts · Read'],
  ['listVersions', (it) => it.listVersions('api'), 'Account · Workers Scripts · Read'],
  [
    'createDeployment',
    (it) => it.createDeployment('api', [{ versionId: 'v', percentage: 100 }]),
    'Account · Workers Scripts · Edit',
  ],
  ['listSecrets', (it) => it.listSecrets('api'), 'Account · Workers Scripts · Read'],
  ['readSubdomain', (it) => it.readSubdomain('api'), 'Account · Workers Scripts · Read'],
  ['findZone', (it) => it.findZone('example.com'), 'Zone · Zone · Read'],
  ['listRoutes', (it) => it.listRoutes('z'), 'Zone · Workers Routes · Read'],
  ['listDomains', (it) => it.listDomains(), 'Account · Workers Scripts · Read'],
  ['kv.put', (it) => it.kv.put('n', 'k', 'v', { expirationTtl: 60 }), 'Account · Workers KV Storage · Edit'],
  ['kv.get', (it) => it.kv.get('n', 'k'), 'Account · Workers KV Storage · Read'],
  ['kv.delete', (it) => it.kv.delete('n', 'k'), 'Account · Workers KV Storage · Edit'],
]

describe.each(calls)('%s', (_name, call, scope) => {
  test('without its scope, the error names the scope', async () => {
    const { connect } = await startWorld()
    const error = await refusalOf(call(connect({ scopes: [] })))
    expect(error).toMatchObject({ reason: 'permission-missing', status: 403, codes: [10000] })
    expect(error.fix).toContain(`"${scope}"`)
  })

  test.each(['none', 'not a token', 'expired'])('the error for a bad token (%s) says so', async (kind) => {
    const { connect } = await startWorld()
    const token = kind === 'expired' ? ({ status: 'expired' } as const) : kind
    const error = await refusalOf(call(connect(token)))
    expect(error).toMatchObject({ reason: 'token-invalid' })
    expect(`${error.message} ${error.fix}`).not.toContain('Bearer')
  })

  test.each([
    [
      'success: false',
      faults.wrongShape({ success: false, errors: [{ code: 1, message: 'no' }], result: [] }),
    ],
    ['success: false without a reason', faults.wrongShape({ success: false, errors: [], result: [] })],
    ['a redirect', faults.redirect('https://example.com/')],
    ['a bad gateway', faults.badGateway()],
    ['a cut answer', faults.resetAfterHeaders(10)],
  ])('%s is red', async (_, fault) => {
    const { standIn, connect } = await startWorld()
    standIn.host.inject({ match: () => true, fault })
    await expect(call(connect())).rejects.toMatchObject({ reason: 'outside-failed' })
  })

  test('an unknown route is not taken for a missing resource', async () => {
    const { standIn, connect } = await startWorld()
    const body = { success: false, errors: [{ code: 7003, message: 'Could not route' }], result: null }
    standIn.host.inject({ match: () => true, fault: faults.status(404, { body }) })
    await expect(call(connect())).rejects.toMatchObject({ reason: 'outside-failed', codes: [7003] })
  })
})

// A value of KV has no shape.
describe.each(calls.filter(([name]) => name !== 'kv.get'))('%s', (_name, call) => {
  test.each([
    ['HTML', faults.status(200, { headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' })],
    ['an empty body', faults.emptyBody()],
    ['204', faults.noContent()],
    ['an answer without an envelope', faults.wrongShape({ hello: 'world' })],
    ['null', faults.wrongShape(null)],
  ])('%s is red', async (_, fault) => {
    const { standIn, connect } = await startWorld()
    standIn.host.inject({ match: () => true, fault })
    await expect(call(connect())).rejects.toMatchObject({ reason: 'outside-failed' })
  })
})

test.each([
  [
    'a deployment without versions',
    { deployments: [{ id: 'd', created_on: 'now', source: 'x', versions: [] }] },
  ],
  ['deployments that are not a list', { deployments: null }],
])('%s is an error', async (_, result) => {
  const { standIn, connect } = await startWorld()
  standIn.host.inject({ match: () => true, fault: faults.wrongShape({ success: true, errors: [], result }) })
  await expect(connect().readDeployments('api')).rejects.toMatchObject({ reason: 'outside-failed' })
})

describe('a list that is shorter than its total is an error:', () => {
  const row = (at: number) => ({ id: `r${at}`, pattern: `example.com/${at}`, script: 'api' })
  const page = (rows: unknown[], info: object) =>
    faults.wrongShape({ success: true, errors: [], result: rows, result_info: info })

  test.each([
    ['one page', [page([row(1)], { page: 1, total_pages: 1, total_count: 2 }), page([], { total_count: 2 })]],
    ['no row at all', [page([], { total_count: 3 })]],
    ['an empty page by its number', [page([row(1)], { total_pages: 3 }), page([], { total_pages: 3 })]],
    ['more rows than it has', [page([row(1), row(2)], { total_count: 1 })]],
    [
      'another total on the next page',
      [page([row(1)], { total_count: 3 }), page([row(2), row(3)], { total_count: 4 })],
    ],
  ])('%s', async (_, pages) => {
    const { standIn, connect } = await startWorld()
    for (const fault of pages) standIn.host.inject({ match: () => true, times: 1, fault })
    await expect(connect().listRoutes('z')).rejects.toMatchObject({ reason: 'list-incomplete' })
    expect(standIn.log).toHaveLength(pages.length)
  })
})

describe('a deployment that may have been made', () => {
  const deploying = {
    method: 'POST',
    route: '/client/v4/accounts/:account/workers/scripts/:worker/deployments',
  }

  test.each([
    ['the answer is lost', faults.reset()],
    ['the answer is cut', faults.resetAfterHeaders(5)],
    ['the answer is a proxy page', faults.badGateway()],
    ['the answer is empty', faults.emptyBody()],
    ['the answer has another shape', faults.wrongShape({ success: true, errors: [], result: {} })],
  ])('%s: it is not sent twice, and the error is ambiguous', async (_, fault) => {
    const { standIn, connect } = await startWorld()
    const versionId = await standIn.addVersion('api')
    standIn.host.inject({ match: deploying, fault, applied: true })
    const making = connect().createDeployment('api', [{ versionId, percentage: 100 }])
    await expect(making).rejects.toMatchObject({ ambiguous: true })
    expect(standIn.worker('api').deployments).toHaveLength(2)
  })

  test('a refusal is not in doubt', async () => {
    const { standIn, connect } = await startWorld()
    await standIn.addVersion('api')
    const making = connect().createDeployment('api', [{ versionId: 'none', percentage: 100 }])
    const error = await refusalOf(making)
    expect(error).toMatchObject({ reason: 'outside-failed', codes: [10094] })
    expect(error).not.toHaveProperty('ambiguous')
  })
})

test('a read that failed for a moment is sent again; so is a write to KV', async () => {
  const { standIn, connect } = await startWorld()
  await standIn.addVersion('api')
  const namespace = standIn.addNamespace()
  standIn.host.inject({ match: () => true, fault: faults.badGateway(), times: 1 })
  expect(await connect().readDeployments('api')).toHaveLength(1)
  standIn.host.inject({ match: { method: 'PUT' }, fault: faults.reset(), applied: true, times: 1 })
  await connect().kv.put(namespace, 'k', 'v', { expirationTtl: 60 })
  expect(standIn.kv(namespace).get('k')?.value).toBe('v')
})

/** Returns the refusal that a call throws. Any other outcome fails the test. */
async function refusalOf(asking: Promise<unknown>): Promise<Refusal> {
  const error = await asking.then(
    (answer) => new Error(`answered: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof Refusal) return error
  throw error
}
