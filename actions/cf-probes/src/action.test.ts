import { OutsideError } from '@suite/errors'
import { createRedaction } from '@suite/probes'
import { createWrites } from '@suite/runner'
import { artifactReasons } from '@suite/runner/artifacts/reasons'
import type { Exchange, WireRequest } from '@suite/wire'
import { describe, expect, it } from 'vitest'
import { answer, json } from '../../../packages/probes/test/answers.ts'
import { register } from '../../../packages/probes/test/register.ts'
import { probeWorker } from './action.ts'
import type { Ports } from './ports.ts'

type Run = Parameters<typeof probeWorker>[0]

/** Returns a port that fails the test if it is used with another method than the given ones. */
function only<Port extends object>(methods: Partial<Port>): Port {
  return new Proxy(methods, {
    get(target, name) {
      const method = Reflect.get(target, name)
      if (method === undefined && name !== 'then') throw new Error(`${String(name)} is not to be asked`)
      return method
    },
  }) as Port
}

const namespace = 'a'.repeat(32)
const file = new URL('../test/ai-binding.yml', import.meta.url).pathname

function runOf(inputs: Partial<Run['inputs']> = {}, lines: string[] = []): Run {
  const { signal } = new AbortController()
  return only<Run>({
    event: { name: 'push', payload: {} },
    environment: {
      forge: 'github',
      apiUrl: '',
      serverUrl: 'https://forge.example',
      repository: { owner: 'acme', name: 'shop' },
      sha: 'c'.repeat(40),
      workspace: '/nowhere',
      variables: { GITHUB_RUN_ID: '7' },
    },
    log: only<Run['log']>({ line: (text) => lines.push(text) }),
    writes: createWrites(false, signal),
    signal,
    now: () => new Date('2026-11-21T12:00:00Z'),
    tool: { name: 'cf-probes', version: '1.2.3', commit: 'abc' },
    inputs: {
      'base-url': new URL('https://api.example.com/v1'),
      'config-path': file,
      'expected-version': undefined,
      'kv-namespace-id': undefined,
      'artifact-name': undefined,
      'proof-dir': '/proofs',
      'on-inconclusive': 'fail',
      timeout: 40_000,
      consecutive: 2,
      ...inputs,
    } as Run['inputs'],
  })
}

interface Written {
  readonly folder: string
  readonly files: readonly string[]
}

function portsOf(exchange: Exchange, over: Partial<Ports> = {}) {
  let time = 0
  const written: Written[] = []
  const ports = only<Ports>({
    exchange,
    clock: {
      now: () => (time += 5),
      sleep: async (milliseconds) => {
        time += milliseconds
      },
      random: () => 1,
    },
    redaction: createRedaction(register()),
    write: async ({ folder, evidence, proofsOf }) => {
      const proofs = [...proofsOf(evidence).keys()]
      written.push({ folder, files: proofs })
      return {
        path: `${folder}/evidence.json`,
        digest: evidence.digest,
        files: [...proofs, 'evidence.json'],
      }
    },
    upload: () => Promise.reject(new Error('nothing is to be uploaded')),
    newId: () => '00000000-0000-0000-0000-000000000000',
    ...over,
  })
  return { ports, written }
}

const bound =
  (value: unknown): Exchange =>
  async () => ({ answer: answer(200, json, { ai_bound: value }) })

describe('the action', () => {
  it('runs the probes, keeps the proofs and logs a line for each probe', async () => {
    const lines: string[] = []
    const sent: WireRequest[] = []
    const { ports, written } = portsOf((request) => {
      sent.push(request)
      return bound(true)(request)
    })
    const outcome = await probeWorker(runOf({}, lines), ports)
    expect(outcome).toMatchObject({
      verdict: 'pass',
      reason: 'probes-passed',
      headline: '1 probe passed',
      outputs: {
        passed: 1,
        failed: 0,
        inconclusive: 0,
        'proof-dir': '/proofs',
        'evidence-path': '/proofs/evidence.json',
      },
    })
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array(2).fill('GET https://api.example.com/v1/api/ai/binding'),
    )
    expect(sent[0]?.headers).toMatchObject({
      'user-agent': 'actions-cf-probes/1.2.3',
      'cache-control': 'no-cache',
    })
    expect(lines).toEqual([expect.stringMatching(/^✓ ai-binding: 2 passes in 2 attempts, \d+ ms$/)])
    expect(written).toEqual([{ folder: '/proofs', files: ['ai-binding.txt'] }])
  })

  it('says what a failed probe expected and what to do, and keeps its proof', async () => {
    const { ports, written } = portsOf(bound('true'))
    const outcome = await probeWorker(runOf(), ports)
    expect(outcome).toMatchObject({
      verdict: 'fail',
      reason: 'probes-failed',
      outputs: { passed: 0, failed: 1 },
    })
    expect(outcome.story.join('\n')).toContain(
      'ai-binding (fail): expected that /ai_bound is true; received "true"',
    )
    expect(outcome.fix).toContain('roll back or correct it')
    expect(outcome.outputs).not.toHaveProperty('time-to-converge')
    expect(written).toHaveLength(1)
  })

  it('sends nothing if a required input is missing', async () => {
    const run = runOf({ 'config-path': undefined, 'app-origin': undefined })
    await expect(probeWorker(run, portsOf(bound(true)).ports)).rejects.toMatchObject({
      reason: 'input-invalid',
    })
  })
})

describe('an upload', () => {
  const inputs = { 'artifact-name': 'post-deploy-proofs' }
  const failing = async () => {
    throw new OutsideError(artifactReasons['artifact-not-uploaded'], 'the service is away', 'Run again.')
  }

  it('contains the evidence and every transcript', async () => {
    const uploads: unknown[] = []
    const { ports } = portsOf(bound(true), {
      upload: async (of) => {
        uploads.push(of)
        return { kind: 'uploaded', id: '42' }
      },
    })
    const outcome = await probeWorker(runOf(inputs), ports)
    expect(outcome).toMatchObject({ verdict: 'pass', outputs: { 'artifact-id': '42' } })
    expect(uploads).toEqual([
      { name: 'post-deploy-proofs', folder: '/proofs', files: ['ai-binding.txt', 'evidence.json'] },
    ])
  })

  it('that fails makes a passing run fail, and does not hide why a failing run fails', async () => {
    const green = await probeWorker(runOf(inputs), portsOf(bound(true), { upload: failing }).ports)
    expect(green).toMatchObject({ verdict: 'fail', reason: 'artifact-not-uploaded' })
    const red = await probeWorker(runOf(inputs), portsOf(bound(false), { upload: failing }).ports)
    expect(red).toMatchObject({ verdict: 'fail', reason: 'probes-failed' })
    expect(red.story.join('\n')).toContain('The upload failed: the service is away')
  })

  it('that is not possible is reported, and the proofs stay in their folder', async () => {
    const upload = async () => ({ kind: 'unavailable', why: 'No service.' }) as const
    const outcome = await probeWorker(runOf(inputs), portsOf(bound(true), { upload }).ports)
    expect(outcome).toMatchObject({ verdict: 'pass' })
    expect(outcome.story).toContain('Not uploaded: No service.')
  })
})

describe('KV', () => {
  const inputs = {
    'kv-namespace-id': namespace,
    'account-id': namespace,
    'api-token': 'cf-token',
    'kv-binding': 'KV_PREFS',
  }

  it('puts, reads, deletes and reads a key again, as one write', async () => {
    const values = new Map<string, string>()
    const asked: string[] = []
    const { ports, written } = portsOf(bound(true), {
      withKv: (_, work) =>
        work({
          put: async (_, key, value, { expirationTtl }) => {
            asked.push(`put ${value} for ${expirationTtl}`)
            values.set(key, value)
          },
          get: async (_, key) => {
            asked.push('get')
            return values.get(key)
          },
          delete: async (_, key) => {
            asked.push('delete')
            values.delete(key)
          },
        }),
    })
    const run = runOf(inputs)
    const outcome = await probeWorker(run, ports)
    expect(outcome).toMatchObject({ verdict: 'pass', outputs: { passed: 2 } })
    expect(asked).toEqual(['put ok:2026-11-21T12:00:00.000Z for 300', 'get', 'delete', 'get'])
    expect(values.size).toBe(0)
    expect(written[0]?.files).toEqual(['ai-binding.txt', 'kv-prefs.txt'])
    expect(run.writes.records).toEqual([
      {
        what: 'the key prefs:probe:00000000-0000-0000-0000-000000000000 of KV_PREFS, put and deleted',
        state: 'applied',
      },
    ])
  })

  it('that still returns a deleted key fails', async () => {
    const { ports } = portsOf(bound(true), {
      withKv: (_, work) =>
        work({ put: async () => {}, get: async () => 'ok:2026-11-21T12:00:00.000Z', delete: async () => {} }),
    })
    const outcome = await probeWorker(runOf(inputs), ports)
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'probes-failed' })
    expect(outcome.story.join('\n')).toContain('what was deleted is gone')
  })
})
