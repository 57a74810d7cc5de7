import { type Cloudflare, startCloudflare } from '@suite/testkit/cloudflare'
import { faults } from '@suite/testkit/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { green, type Probing, red, setScene } from './scene.ts'

const scene = setScene()
let cloudflare: Cloudflare
let namespace: string
let token: string

beforeAll(async () => {
  cloudflare = await startCloudflare()
})
beforeEach(() => {
  cloudflare.host.clearFaults()
  cloudflare.host.clearLog()
  namespace = cloudflare.addNamespace()
  token = cloudflare.token()
})
afterAll(() => cloudflare.close())

const files = { 'ops/probes.yml': 'probes: []\n' }
const probe = ({ inputs, ...rest }: Probing = {}) =>
  scene.probe({
    files,
    environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
    inputs: {
      'kv-namespace-id': namespace,
      'account-id': cloudflare.accountId,
      'api-token': token,
      ...inputs,
    },
    ...rest,
  })
const methods = () => cloudflare.log.map(({ method }) => method)

it("a value is put with an expiry, read, deleted and gone, under the playbook's name", async () => {
  const ran = await probe()
  expect(ran).toMatchObject(green)
  expect(methods()).toEqual(['PUT', 'GET', 'DELETE', 'GET'])
  const [put] = cloudflare.log
  expect(decodeURIComponent(put?.path ?? '')).toMatch(/\/prefs:probe:[0-9a-f-]{36}$/)
  expect(put?.query).toEqual({ expiration_ttl: '300' })
  expect(ran.proofs.get('kv-prefs.txt')).toMatch(
    /binding KV_PREFS[\s\S]*PUT prefs:probe:[\s\S]*ok:\d{4}-[\s\S]*DELETE/,
  )
  expect(cloudflare.kv(namespace).size).toBe(0)
  expect(cloudflare.unrouted).toEqual([])
})

it('a run that should prove a version fails if only KV is probed, and puts nothing', async () => {
  const ran = await probe({ inputs: { 'expected-version': 'v2', 'worker-name': 'api' } })
  expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
  expect(methods()).toEqual([])
})

it('two runs have one digest although their keys and values differ', async () => {
  const [one, other] = [await probe(), await probe()]
  expect(one.outputs['evidence-digest']).toBe(other.outputs['evidence-digest'])
})

it("runs with the playbook's probes if there is no file", async () => {
  const ran = await probe({ files: {} })
  expect(ran).toMatchObject(green)
  expect(ran.outputs.passed).toBe('5')
})

describe('never passes, and leaves no key behind', () => {
  it.each([
    ['another value is read', 'GET', faults.status(200, { body: 'ok:another' })],
    [
      'nothing is read',
      'GET',
      faults.status(404, { body: { success: false, errors: [{ code: 10009, message: 'key not found' }] } }),
    ],
    [
      'reading is refused',
      'GET',
      faults.status(403, {
        body: { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
      }),
    ],
    ['an error page is read', 'GET', faults.badGateway()],
    ['the connection is reset', 'GET', faults.reset()],
  ])('where %s', async (_, method, fault) => {
    cloudflare.host.inject({ match: ({ method: each }) => each === method, fault })
    const ran = await probe({ inputs: { timeout: '5s' } })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(methods()).toContain('DELETE')
    expect(cloudflare.kv(namespace).size).toBe(0)
  })

  it('if the put took effect but its answer was lost', async () => {
    cloudflare.host.inject({
      match: ({ method }) => method === 'PUT',
      fault: faults.status(400),
      applied: true,
    })
    expect(await probe()).toMatchObject(red)
    expect(cloudflare.kv(namespace).size).toBe(0)
  })

  it('if the key cannot be deleted, the run fails', async () => {
    cloudflare.host.inject({ match: ({ method }) => method === 'DELETE', fault: faults.status(400) })
    expect(await probe()).toMatchObject(red)
  })

  it('if the run is cancelled between put and delete', async () => {
    let reached = () => {}
    const reading = new Promise<void>((resolve) => {
      reached = resolve
    })
    cloudflare.host.inject({
      match: ({ method }) => {
        if (method === 'GET') reached()
        return method === 'GET'
      },
      fault: faults.hang(),
    })
    const ran = await probe({ inputs: { timeout: '60s' }, signal: { name: 'SIGINT', when: reading } })
    expect(ran.exitCode).toBe(1)
    expect(ran.reason).toBe('cancelled')
    expect(methods()).toEqual(['PUT', 'GET', 'DELETE'])
    expect(cloudflare.kv(namespace).size).toBe(0)
  })
})

it('a token without the scope fails the run, and the message names the scope', async () => {
  token = cloudflare.token({ scopes: [] })
  const ran = await probe()
  expect(ran).toMatchObject(red)
  expect(ran.everything).toContain('Workers KV Storage')
  expect(ran.everything).toContain('failed: the key')
  expect(ran.proofs.get('evidence.json')).not.toMatch(/"because":"[^"]*prefs/)
})

it('the token is shown nowhere, even if Cloudflare repeats it', async () => {
  cloudflare.host.inject({
    match: ({ method }) => method === 'PUT',
    fault: faults.status(400, {
      body: { success: false, errors: [{ code: 1, message: `bad token ${token}` }] },
    }),
  })
  const ran = await probe()
  expect(ran).toMatchObject(red)
  expect(ran.everything.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(token)
})

it('a namespace requires an account and a token', async () => {
  const ran = await probe({ inputs: { 'account-id': '', 'api-token': '' } })
  expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
  expect(ran.everything).toMatch(/api-token is missing/)
})

describe('the token is not used in a run that a stranger may control', () => {
  const of = (head: string | null) => ({
    name: 'workflow_run',
    payload: {
      repository: { full_name: 'acme/shop' },
      workflow_run: { head_repository: head === null ? null : { full_name: head } },
    },
  })
  it.each([
    ['on pull_request_target', { name: 'pull_request_target', payload: {} }],
    ['on workflow_run from a fork', of('mallory/shop')],
    ['on workflow_run from a repository that is gone', of(null)],
  ])('%s', async (_, event) => {
    expect(await probe({ event })).toMatchObject({ ...red, reason: 'event-unsupported' })
    expect(cloudflare.log).toEqual([])
  })

  it('but is used on workflow_run of this repository', async () => {
    expect(await probe({ event: of('acme/shop') })).toMatchObject(green)
  })
})
