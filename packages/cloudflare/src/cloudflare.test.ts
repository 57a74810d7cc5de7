import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { startWorld } from '../test/world.ts'

test('a token is read with its state and its end, also one that an account owns', async () => {
  const { connect } = await startWorld()
  const user = await connect({ expiresAt: '2027-01-01T00:00:00Z', scopes: [] }).verifyToken()
  expect(user).toMatchObject({ status: 'active', expiresAt: '2027-01-01T00:00:00Z' })
  expect(await connect({ owner: 'account', status: 'disabled' }).verifyToken()).toMatchObject({
    status: 'disabled',
  })
  await expect(connect('none').verifyToken()).rejects.toMatchObject({ reason: 'token-invalid' })
})

test('a missing Worker is not taken for one without deployments, secrets or a subdomain', async () => {
  const { standIn, connect } = await startWorld()
  const cloudflare = connect()
  expect(await cloudflare.readDeployments('api')).toBeUndefined()
  expect(await cloudflare.listSecrets('api')).toBeUndefined()
  expect(await cloudflare.readSubdomain('api')).toBeUndefined()
  expect(await cloudflare.listVersions('api')).toEqual([])
  expect(await cloudflare.readVersion('api', 'none')).toBeUndefined()
  await standIn.addVersion('api', { deployed: false })
  expect(await cloudflare.readDeployments('api')).toEqual([])
  expect(await cloudflare.listSecrets('api')).toEqual([])
})

test('deployments come newest first, with shares, message and author', async () => {
  const { standIn, connect } = await startWorld({ now: () => new Date('2026-11-21T10:00:00Z') })
  const one = await standIn.addVersion('api')
  const two = await standIn.addVersion('api', { deployed: false })
  const cloudflare = connect()
  const shares = [
    { versionId: one, percentage: 90 },
    { versionId: two, percentage: 10 },
  ]
  const made = await cloudflare.createDeployment('api', shares, 'a tenth')
  expect(made).toEqual({
    id: expect.any(String),
    createdAt: '2026-11-21T10:00:00.000Z',
    source: 'wrangler',
    versions: shares,
    message: 'a tenth',
    author: 'ci@example.test',
  })
  const all = await cloudflare.readDeployments('api')
  expect(all?.[0]).toEqual(made)
  expect(all?.[1]?.versions).toEqual([{ versionId: one, percentage: 100 }])
})

test('a version has its tag, its message and the names and types of its bindings, but no secret', async () => {
  const { standIn, connect } = await startWorld({ now: () => new Date('2026-11-21T10:00:00Z') })
  const id = await standIn.addVersion('api', {
    vars: { ISSUER: 'https://api.example.com' },
    secrets: { KEY: 'hidden' },
    kv: { KV_PREFS: 'ns' },
    tag: 'abc',
    message: 'more',
  })
  const version = await connect().readVersion('api', id)
  expect(version).toEqual({
    id,
    number: 1,
    tag: 'abc',
    message: 'more',
    createdAt: '2026-11-21T10:00:00.000Z',
    bindings: [
      { name: 'ISSUER', type: 'plain_text' },
      { name: 'KEY', type: 'secret_text' },
      { name: 'KV_PREFS', type: 'kv_namespace' },
    ],
  })
  const { bindings: _, ...listed } = version ?? { bindings: [] }
  expect(await connect().listVersions('api')).toEqual([listed])
  expect(await connect().listSecrets('api')).toEqual(['KEY'])
})

test('the zone of a host is that of the longest name, in this account', async () => {
  const other = { id: 'f'.repeat(32), name: 'other' }
  const { standIn, connect } = await startWorld({
    accounts: [{ id: '0'.repeat(32), name: 'acme', subdomain: 'acme' }, other],
  })
  const short = standIn.addZone('example.com')
  const long = standIn.addZone('shop.example.com')
  standIn.addZone('api.shop.example.com', other.id)
  const cloudflare = connect()
  expect(await cloudflare.findZone('api.shop.example.com')).toEqual({ id: long.id, name: long.name })
  expect(await cloudflare.findZone('*.Example.com')).toEqual({ id: short.id, name: short.name })
  expect(await cloudflare.findZone('*example.com')).toEqual({ id: short.id, name: short.name })
  expect(await cloudflare.findZone('example.org')).toBeUndefined()
  expect(await cloudflare.findZone('com')).toBeUndefined()
})

test.each([
  ['numbers', { size: 2, by: 'number' as const }],
  ['cursors', { size: 2, by: 'cursor' as const }],
  ['no pages', undefined],
])('routes and domains are read to their end: %s', async (_, pages) => {
  const { standIn, connect } = await startWorld({ ...(pages && { pages }) })
  const zone = standIn.addZone('example.com')
  for (let at = 0; at < 5; at++) {
    standIn.addRoute(`example.com/${at}/*`, at === 4 ? undefined : 'api')
    standIn.addDomain(`${at}.example.com`, 'api')
  }
  const cloudflare = connect()
  const routes = await cloudflare.listRoutes(zone.id)
  expect(routes.map(({ pattern }) => pattern)).toEqual([0, 1, 2, 3, 4].map((at) => `example.com/${at}/*`))
  expect(routes.map(({ worker }) => worker)).toEqual(['api', 'api', 'api', 'api', undefined])
  const domains = await cloudflare.listDomains()
  expect(domains).toHaveLength(5)
  expect(domains[4]).toEqual({
    id: expect.any(String),
    hostname: '4.example.com',
    worker: 'api',
    environment: 'production',
    zoneId: zone.id,
    zoneName: 'example.com',
  })
})

test('the workers.dev address of a Worker is read, also in an account without a subdomain', async () => {
  const { standIn, connect } = await startWorld({
    accounts: [
      { id: 'a'.repeat(32), name: 'acme', subdomain: 'acme' },
      { id: 'b'.repeat(32), name: 'bare' },
    ],
  })
  await standIn.addVersion('api')
  standIn.worker('api').subdomain.enabled = true
  expect(await connect().readSubdomain('api')).toEqual({
    enabled: true,
    previewsEnabled: false,
    account: 'acme',
  })
  await standIn.addVersion('api', {}, 'b'.repeat(32))
  expect(await connect({}, { accountId: 'b'.repeat(32) }).readSubdomain('api')).toEqual({
    enabled: false,
    previewsEnabled: false,
  })
})

test('a value of KV is put with its time to live, read and deleted; keys keep their special characters', async () => {
  const { standIn, connect } = await startWorld()
  const namespace = standIn.addNamespace()
  const { kv } = connect()
  const key = 'prefs:probe/ä?&#%2F +'
  await kv.put(namespace, key, '{"success":false}', { expirationTtl: 60 })
  expect(standIn.kv(namespace).get(key)).toMatchObject({ value: '{"success":false}', expirationTtl: 60 })
  expect(await kv.get(namespace, key)).toBe('{"success":false}')
  await kv.delete(namespace, key)
  await kv.delete(namespace, key)
  expect(await kv.get(namespace, key)).toBeUndefined()
  // Only the status 404 says that the key does not exist.
  const gone = {
    success: false,
    errors: [{ code: 10009, message: 'key not found' }],
    messages: [],
    result: null,
  }
  standIn.host.inject({ match: { method: 'GET' }, fault: faults.status(202, { body: gone }), times: 1 })
  await expect(kv.get(namespace, key)).rejects.toMatchObject({ status: 202 })
  await expect(kv.get('none', key)).rejects.toMatchObject({ reason: 'outside-failed', codes: [10013] })
})

test.each(['.', '..', ''])('the key %j, which would lead elsewhere, is refused', async (key) => {
  const { standIn, connect } = await startWorld()
  await expect(connect().kv.delete('ns', key)).rejects.toMatchObject({ reason: 'input-invalid' })
  expect(standIn.log).toEqual([])
})

test('the routes of a Worker are read in every zone, and an answer without them is not an empty list', async () => {
  const { standIn, connect } = await startWorld()
  for (const zone of ['example.com', 'example.org']) standIn.addZone(zone)
  await standIn.addVersion('api')
  standIn.addRoute('example.com/*', 'api')
  standIn.addRoute('example.org/*', 'api')
  const cloudflare = connect()
  expect(await cloudflare.listWorkerRoutes('api')).toEqual(['example.com/*', 'example.org/*'])
  expect(await cloudflare.listWorkerRoutes('nobody')).toEqual([])
  standIn.host.inject({
    match: {
      route: '/client/v4/accounts/:account/workers/services/:worker/environments/:environment/routes',
    },
    fault: faults.status(403, { body: { success: false, errors: [{ code: 10000, message: 'No' }] } }),
  })
  expect(await cloudflare.listWorkerRoutes('api')).toBeUndefined()
})
