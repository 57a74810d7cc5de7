import { describe, expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

/** Returns a probe file with one probe, after lines that say how the version is named. */
const bindingProbe = (version: string) => ({
  'ops/probes.yml': `${version}probes: [{ name: ai-binding, http: [{ path: /api/ai/binding }] }]\n`,
})

const wanted = '11111111-2222-3333-4444-555555555555'
const inputs = { 'expected-version': wanted, 'worker-name': 'cognomega-api', timeout: '60s' }

describe('with an expected version', () => {
  it('the version is requested by name, and the proof shows that it answered', async () => {
    worker().version = wanted
    const ran = await probe({ inputs })
    expect(ran).toMatchObject(green)
    expect(
      new Set(worker().seen.map(({ headers }) => headers['cloudflare-workers-version-overrides'])),
    ).toEqual(new Set([`cognomega-api="${wanted}"`]))
    expect(ran.probes.map(({ version }) => version)).toEqual(['proven', 'proven', 'proven', 'proven'])
    expect(ran.proofs.get('jwks.txt')).toContain('proven: each answer named it')
  })

  it('the run waits until no other version answers, and counts passes from there', async () => {
    let calls = 0
    // Every other answer is still from the version before, as on an edge that does not know the new one yet.
    worker().bend = ({ path }) => {
      worker().version = path === '/api/ai/binding' && [0, 2].includes(calls++) ? 'old' : wanted
      return undefined
    }
    const ran = await probe({ inputs })
    expect(ran).toMatchObject(green)
    const binding = ran.probes.find(({ name }) => name === 'ai-binding')
    expect(binding).toMatchObject({ attempts: 6, passes: 3 })
    expect(ran.proofs.get('ai-binding.txt')).toContain('repeated for 2 wrong-version')
    expect(Number(ran.outputs['time-to-converge'])).toBeGreaterThan(0)
  })

  it.each([
    ['fails', '', 'probes-failed', 'the answer does not name its version'],
    [
      'is undecided where the probe file accepts such answers',
      'version: { required: false }\n',
      'probes-undecided',
      'some answers name their version and some do not',
    ],
  ])('a Worker that names its version only in some answers %s', async (_, version, reason, because) => {
    worker().bend = ({ path, index }) => {
      worker().version = path === '/api/ai/binding' && index % 2 === 0 ? undefined : wanted
      return undefined
    }
    const ran = await probe({ files: bindingProbe(version), inputs: { ...inputs, timeout: '3s' } })
    expect(ran).toMatchObject({ ...red, reason })
    expect(ran.everything).toContain(because)
  })

  it('a version that the step before did not output is required if the Worker is named', async () => {
    worker().version = 'old'
    const ran = await probe({ inputs: { ...inputs, 'expected-version': '' } })
    expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
    expect(ran.everything).toContain('no version would be proven')
    expect(worker().seen).toEqual([])
  })

  it('wrong content of another version is retried, and of this version fails at once', async () => {
    worker().version = wanted
    worker().bend = ({ path, index }) =>
      path === '/api/ai/binding' && index === 0
        ? (response) => sendJson(response, { ai_bound: false }, 200, { 'x-worker-version': 'old' })
        : undefined
    expect(await probe({ inputs })).toMatchObject(green)
    worker().bend = ({ path }) =>
      path === '/api/ai/binding'
        ? (response) => sendJson(response, { ai_bound: false }, 200, { 'x-worker-version': wanted })
        : undefined
    const ran = await probe({ inputs: { ...inputs, timeout: '50m' } })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
  })

  it('another version until the end fails', async () => {
    worker().version = 'old'
    const ran = await probe({ inputs: { ...inputs, timeout: '3s' } })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.everything).toContain('another version answered')
  })

  it('an old version that names no version is not taken for the staged one', async () => {
    const ran = await probe({ inputs: { ...inputs, timeout: '3s' } })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.everything).toContain('the answer does not name its version')
    expect(ran.everything).toContain('x-worker-version')
    expect(ran.proofs.get('evidence.json')).toContain('"version":"unnamed"')
  })

  it.each([{ 'worker-name': '' }, { 'on-inconclusive': 'warn' }])(
    'an old version that names no version is not taken for it either with %j',
    async (also) => {
      const ran = await probe({ inputs: { ...inputs, ...also, timeout: '3s' } })
      expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    },
  )

  it('if the probe file accepts answers without a version, log, summary and proof say so', async () => {
    const ran = await probe({ files: bindingProbe('version: { required: false }\n'), inputs })
    expect(ran).toMatchObject(green)
    expect(ran.stdout).toContain('1 probe passed, version unproven')
    expect(ran.summary).toContain('unproven')
    expect(ran.proofs.get('ai-binding.txt')).toContain('version unproven')
    expect(ran.proofs.get('evidence.json')).toContain('"version":"unproven"')
  })

  it('the probe file may name another header', async () => {
    const files = bindingProbe('version: { header: x-release }\n')
    expect(await probe({ files, inputs: { ...inputs, timeout: '3s' } })).toMatchObject(red)
    worker().bend = () => (response) => sendJson(response, {}, 200, { 'x-release': wanted })
    expect(await probe({ files, inputs })).toMatchObject(green)
  })

  it('the version may be in a JSON body', async () => {
    const files = {
      'ops/probes.yml':
        'version: { json: /meta/version }\nprobes: [{ name: ai, http: [{ path: /api/ai/binding }] }]\n',
    }
    worker().bend = () => (response) => sendJson(response, { meta: { version: wanted } })
    const ran = await probe({ files, inputs })
    expect(ran.probes).toMatchObject([{ state: 'pass', version: 'proven' }])
  })
})

it('each attempt opens new connections, because they may reach another machine', async () => {
  await probe()
  const { seen } = worker()
  expect(new Set(seen.map(({ connection }) => connection)).size).toBe(seen.length)
})
