import { createServer } from 'node:net'
import { type RunBundleOptions, runBundle } from '@suite/testkit/bundle'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actionNames, contractOf } from '../scripts/actions.ts'

/** An address for documentation, where nothing answers: https://www.rfc-editor.org/rfc/rfc5737. */
const elsewhere = 'http://192.0.2.2:8787'
const secret = 'a-token-that-must-stay-here'
const hex = 'a'.repeat(32)
const digest = `sha256:${'b'.repeat(64)}`
const repository = { default_branch: 'main' }
const pull = { number: 1, head: { sha: 'c'.repeat(40) }, base: { ref: 'main', sha: 'd'.repeat(40) } }
const onPull = { name: 'pull_request', payload: { repository, pull_request: pull } }
const github = {
  apiUrl: 'http://127.0.0.1:9',
  serverUrl: 'http://127.0.0.1:9',
  graphqlUrl: '',
}

/**
 * A proxy that only counts is the only way out of the runner, so that a connection to another machine would be seen.
 */
let connections = 0
const proxy = createServer((socket) => {
  connections += 1
  socket.destroy()
})
beforeAll(() => new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve)))
beforeEach(() => {
  connections = 0
})
afterAll(() => proxy.close())

async function run(action: string, given: Partial<RunBundleOptions>) {
  const at = proxy.address()
  const url = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`
  const variables = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].map((name) => [name, url])
  const ran = await runBundle(action, {
    forge: github,
    event: { name: 'push', payload: {} },
    repository: 'acme/shop',
    sha: 'c'.repeat(40),
    ref: 'refs/heads/main',
    token: secret,
    ...given,
    environment: { ...Object.fromEntries(variables), ...given.environment },
  })
  const printed = [ran.stdout.replaceAll(/^::add-mask::.*$/gm, ''), ran.stderr, ran.summary].join('\n')
  return { exitCode: ran.exitCode, reason: ran.outputs.reason, printed, connections }
}

const pin = { template: 'base', digest, token: secret, 'control-plane-url': 'http://127.0.0.1:9' }
const probes = { 'base-url': 'http://127.0.0.1:9', 'app-origin': 'https://app.example', timeout: '1s' }
const kv = { ...probes, 'artifact-name': '', 'kv-namespace-id': hex, 'account-id': hex, 'api-token': secret }
const deploy = { command: 'check', 'api-token': secret, 'account-id': hex }

const program = { entrypoint: 'main.ts', name: 'kato', version: '1.2.3', 'deno-version': '2.9.6' }

type Case = readonly [name: string, action: string, reason: string, given: Partial<RunBundleOptions>]
const cloudflare = { CLOUDFLARE_API_BASE_URL: `${elsewhere}/client/v4` }
const forge = { ...github, apiUrl: `${elsewhere}/api/v3` }
const cases: readonly Case[] = [
  ['the API of Cloudflare', 'cf-probes', 'input-invalid', { inputs: kv, environment: cloudflare }],
  ['the API of Cloudflare', 'wrangler-deploy', 'input-invalid', { inputs: deploy, environment: cloudflare }],
  ['the Worker', 'cf-probes', 'input-invalid', { inputs: { ...kv, 'base-url': elsewhere } }],
  ...(['verify-runtime-pin', 'promote-runtime-pin'] as const).map(
    (action): Case => [
      'the control plane',
      action,
      'input-invalid',
      { inputs: { ...pin, 'control-plane-url': elsewhere } },
    ],
  ),
  [
    'the host of the runtimes',
    'deno-multi-target-compile',
    'input-invalid',
    { inputs: { ...program, 'denort-url': elsewhere } },
  ],
  ...(['label-by-path', 'require-proofs'] as const).map(
    (action): Case => [
      'the forge',
      action,
      'url-invalid',
      { forge, event: onPull, ref: 'refs/pull/1/merge' },
    ],
  ),
  [
    'the service for artifacts',
    'cf-probes',
    'probes-failed',
    { inputs: probes, environment: { ACTIONS_RESULTS_URL: elsewhere, ACTIONS_RUNTIME_TOKEN: secret } },
  ],
]

test.each(cases)('no token goes to %s over plain http, by %s', async (_, action, reason, given) => {
  const { printed, ...rest } = await run(action, given)
  expect(rest).toEqual({ exitCode: 1, reason, connections: 0 })
  expect(printed).toContain('must be https (plain http only on loopback)')
  expect(printed).not.toContain(secret)
})

describe('an address that only looks like loopback is refused', () => {
  test.each([
    'http://localhost.evil.example',
    'http://127.0.0.1.nip.io',
    'http://[::ffff:192.0.2.2]',
    'http://0.0.0.0:9',
    'http://3221225986',
    'HTTP://192.0.2.2',
  ])('%s', async (address) => {
    const environment = { CLOUDFLARE_API_BASE_URL: `${address}/client/v4` }
    const { printed: _, ...rest } = await run('cf-probes', { inputs: kv, environment })
    expect(rest).toEqual({ exitCode: 1, reason: 'input-invalid', connections: 0 })
  })
})

test('a forge that the runner itself uses over plain http is used, and the log says what that means', async () => {
  const forge = { ...github, apiUrl: `${elsewhere}/api/v1`, serverUrl: elsewhere }
  const given = { forge, event: onPull, inputs: { timeout: '1s' }, environment: { GITEA_ACTIONS: 'true' } }
  const { printed, connections: asked } = await run('label-by-path', given)
  expect(asked).toBeGreaterThan(0)
  expect(printed).toContain(`${elsewhere} is reached over plain http, as the runner reaches it`)
})

test('every input that is an address is tested above, so that a new one is not forgotten', async () => {
  const inputs = await Promise.all(
    actionNames().map(async (name) => {
      const contract = await contractOf(name)
      const named = Object.entries(contract.inputs).filter(([, { kind }]) => kind.name === 'address')
      return named.map(([input]) => `${name} ${input}`)
    }),
  )
  expect(inputs.flat()).toEqual([
    'cf-probes base-url',
    'deno-multi-target-compile denort-url',
    'promote-runtime-pin control-plane-url',
    'verify-runtime-pin control-plane-url',
  ])
})
