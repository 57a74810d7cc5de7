import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEvidence } from '@suite/evidence'
import { runtimeToken, startArtifacts } from '@suite/testkit/artifacts'
import { node20 as node } from '@suite/testkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { green, red, setScene } from './scene.ts'
import { sendJson } from './worker.ts'

const { probe, worker } = setScene()

describe('the evidence', () => {
  it('has one digest for equal behaviour, with any durations and tokens', async () => {
    const [one, other] = [await probe(), await probe({ inputs: { timeout: '40s' } })]
    expect(one.outputs['evidence-digest']).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(other.outputs['evidence-digest']).toBe(one.outputs['evidence-digest'])
    expect(other.proofs.get('evidence.json')).not.toBe(one.proofs.get('evidence.json'))
  })

  it('has another digest for other behaviour, and matches its digest', async () => {
    const before = await probe()
    worker().bend = ({ path }) =>
      path === '/api/ai/binding' ? (response) => sendJson(response, { ai_bound: false }) : undefined
    const after = await probe()
    expect(after.outputs['evidence-digest']).not.toBe(before.outputs['evidence-digest'])
    const evidence = readEvidence(after.proofs.get('evidence.json') ?? '', 'evidence.json')
    expect(evidence).toMatchObject({ kind: 'cf-probes', verdict: 'fail', reason: 'probes-failed' })
    expect(after.proofs.get('ai-binding.txt')).toContain(evidence.digest)
    expect(after.proofs.get('ai-binding.txt')).toContain('NO   /ai_bound is true: false')
  })

  it('contains no token that the Worker issued, and nor does any other output', async () => {
    const ran = await probe()
    const { tokens } = worker()
    expect(tokens.length).toBeGreaterThan(0)
    // The runner itself removes these lines from the log.
    const printed = ran.everything.replaceAll(/^::add-mask::.*$/gm, '')
    for (const token of tokens) {
      expect(printed).not.toContain(token)
      expect(printed).not.toContain(token.split('.')[2])
    }
  })
})

describe('the folder', () => {
  it("is in the runner's temporary folder by default", async () => {
    const ran = await probe({ inputs: { 'proof-dir': '' } })
    expect(ran).toMatchObject(green)
    expect(ran.outputs['proof-dir']).toMatch(/temp\/proofs-\w+$/)
  })

  it('is ops/proofs without a runner', async () => {
    const ran = await probe({ inputs: { 'proof-dir': '' }, environment: { RUNNER_TEMP: '' } })
    expect(ran).toMatchObject(green)
    const folder = ran.outputs['proof-dir'] ?? ''
    expect(folder.endsWith('/ops/proofs')).toBe(true)
    expect((await readdir(folder)).sort()).toContain('evidence.json')
    expect(await readFile(join(folder, 'jwks.txt'), 'utf8')).toContain('PASS: jwks')
  })

  it('contains one run: the passed transcript of an earlier run does not stay next to failed evidence', async () => {
    const both = 'probes: [{ name: jwks, jwks: {} }, { name: ai, http: [{ path: /api/ai/binding }] }]\n'
    const one = 'probes: [{ name: jwks, jwks: {} }]\n'
    const folder = await mkdtemp(join(tmpdir(), 'proofs-'))
    const inputs = { 'proof-dir': folder }
    expect(await probe({ files: { 'ops/probes.yml': both }, inputs })).toMatchObject(green)
    await writeFile(join(folder, 'notes.txt'), 'mine\n')
    worker().bend = () => (response) => sendJson(response, {}, 200)
    expect(await probe({ files: { 'ops/probes.yml': one }, inputs })).toMatchObject(red)
    expect((await readdir(folder)).sort()).toEqual(['evidence.json', 'jwks.txt', 'notes.txt'])
    await rm(folder, { recursive: true })
  })

  it('that cannot be created fails the run', async () => {
    const ran = await probe({ files: { taken: '' }, inputs: { 'proof-dir': 'taken' } })
    expect(ran).toMatchObject({ ...red, reason: 'proof-dir-unusable' })
  })
})

it('on Node 20 the playbook passes and a broken Worker fails', async () => {
  expect(await probe({ node })).toMatchObject(green)
  worker().bend = () => (response) => sendJson(response, {}, 500)
  expect(await probe({ node, inputs: { timeout: '3s' } })).toMatchObject(red)
})

describe('the artifact', () => {
  let service: Awaited<ReturnType<typeof startArtifacts>>
  beforeAll(async () => {
    service = await startArtifacts()
  })
  afterAll(() => service.close())
  const inputs = { 'artifact-name': 'post-deploy-proofs' }
  const given = () => ({
    ...service.variables({}),
    // The client of artifacts decides by the name of the forge.
    GITHUB_SERVER_URL: 'http://forge.localhost',
  })

  it('holds the evidence and the transcripts', async () => {
    const ran = await probe({ inputs: { ...inputs, timeout: '60s' }, environment: given() })
    expect(ran).toMatchObject(green)
    expect(ran.outputs['artifact-id']).toMatch(/^\d+$/)
    const [kept] = service.artifacts().slice(-1)
    expect([...service.files('post-deploy-proofs', kept?.run).keys()]).toEqual(
      expect.arrayContaining([
        'evidence.json',
        'jwks.txt',
        'auth-guest.txt',
        'cors-si-ask.txt',
        'ai-binding.txt',
      ]),
    )
  })

  it('is uploaded also if the run fails', async () => {
    worker().bend = ({ path }) =>
      path === '/api/ai/binding' ? (response) => sendJson(response, { ai_bound: 'true' }) : undefined
    const ran = await probe({ inputs: { ...inputs, timeout: '60s' }, environment: given() })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.outputs['artifact-id']).toMatch(/^\d+$/)
  })

  it('that cannot be uploaded makes a passing run fail', async () => {
    const ran = await probe({
      inputs,
      environment: {
        ...given(),
        ACTIONS_RUNTIME_TOKEN: runtimeToken(),
        ACTIONS_RESULTS_URL: 'http://127.0.0.1:1/',
      },
    })
    expect(ran).toMatchObject({ ...red, reason: 'artifact-not-uploaded' })
    expect(ran.outputs.passed).toBe('4')
    expect(ran.proofs.has('evidence.json')).toBe(true)
  })

  it('is not required: without a service the run says where the proofs are, and passes', async () => {
    const ran = await probe({ inputs })
    expect(ran).toMatchObject(green)
    expect(ran.outputs['artifact-id']).toBeUndefined()
    expect(ran.stdout).toContain(`Proofs: ${ran.outputs['proof-dir']}`)
    expect(ran.stdout).toContain('Not uploaded')
  })
})
