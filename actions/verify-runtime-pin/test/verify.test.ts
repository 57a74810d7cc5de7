import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalize, type Json, makeEvidence } from '@suite/evidence'
import { shortenDigests } from '@suite/report'
import { faults, node20 } from '@suite/testkit/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { digestOf, green, newer, old, openScene, ours, red, type Scene } from './scene.ts'

describe('a pin', () => {
  it.each([
    ['Node 24', process.execPath],
    ['Node 20', node20],
  ])('is verified by 24 consecutive reads, each over its own connection, on %s', async (_, node) => {
    const { plane, verify } = await openScene()
    const ran = await verify({ node })
    expect(ran).toMatchObject({
      ...green,
      reason: 'pin-verified',
      outputs: { reads: '24', 'actual-digest': ours },
    })
    expect(plane.host.log.map(({ method, path, headers }) => [method, path, headers.connection])).toEqual(
      Array(24).fill(['GET', '/cp/admin/runtime-image', 'close']),
    )
    expect(new Set(plane.host.log.map(({ connection }) => connection)).size).toBe(24)
    expect(JSON.parse(ran.evidence)).toMatchObject({
      kind: 'verify-runtime-pin',
      verdict: 'pass',
      observed: { 'image-digest': ours, 'pinned-digest': ours },
    })
  })

  it.each(['rows', 'map', 'bare'] as const)(
    'is found in the form %s, and a pin of another region is not',
    async (shape) => {
      const { verify } = await openScene({ shape })
      expect(await verify()).toMatchObject(green)
      expect(await verify({ inputs: { region: 'eu', timeout: '4s' } })).toMatchObject({
        ...red,
        reason: 'pin-differs',
      })
    },
  )

  it('has the same evidence on another day, and other evidence if the pin differs', async () => {
    const { verify } = await openScene()
    const [first, second] = [await verify(), await verify()]
    expect(first.outputs['evidence-digest']).toBe(second.outputs['evidence-digest'])
    const other = await verify({ inputs: { digest: old, region: 'eu' } })
    expect(other.outputs['evidence-digest']).not.toBe(first.outputs['evidence-digest'])
  })

  it('that lags is read until it is correct', async () => {
    const { plane, verify } = await openScene()
    plane.setPins([{ template: 'codex', region: 'global', digest: old }])
    plane.move('codex', ours)
    plane.lag(3)
    expect(await verify()).toMatchObject({ ...green, outputs: { reads: '27' } })
  })

  it('that is missing at first is read again, and fails the run if it stays missing', async () => {
    const { plane, verify } = await openScene({ pins: [] })
    const missing = await verify({ inputs: { timeout: '4s' } })
    expect(missing).toMatchObject({ ...red, reason: 'pin-missing', outputs: { 'actual-digest': '' } })
    plane.move('codex', ours)
    plane.lag(2)
    expect(await verify()).toMatchObject({ ...green, outputs: { reads: '26' } })
  })

  it('with another digest fails the run, and both are named', async () => {
    const { plane, verify } = await openScene()
    plane.move('codex', newer)
    const ran = await verify({ inputs: { timeout: '4s' } })
    expect(ran).toMatchObject({ ...red, reason: 'pin-differs', outputs: { 'actual-digest': newer } })
    expect([ran.messages.includes(newer), ran.messages.includes(ours)]).toEqual([true, true])
  })

  it('that moves during the reads is reported as moved', async () => {
    const { plane, verify } = await openScene()
    plane.host.inject({
      match: { method: 'GET', nth: 1 },
      fault: faults.meanwhile(() => plane.move('codex', newer)),
    })
    const ran = await verify({ inputs: { timeout: '4s' } })
    expect(ran).toMatchObject({ ...red, reason: 'pin-moved' })
    expect(ran.messages).toContain(shortenDigests(`was moved to ${newer} by a newer run, after ${ours}`).line)
  })

  it.each([
    [2, [undefined, old]],
    [3, [undefined, undefined, old]],
  ])('with 1 of %i replicas that never follows fails every run', async (count, replicas) => {
    const { plane, verify } = await openScene()
    plane.flap('codex', replicas)
    // Like a balancer that chooses at random: the digits of an irrational number.
    const digits = BigInt(Math.round(Math.PI * 1e15)) ** 40n
    plane.choose((read) => Number(String(digits)[read % 600]) % count)
    for (const ran of await Promise.all(
      Array.from({ length: 4 }, () => verify({ inputs: { timeout: '6s' } })),
    )) {
      expect(ran).toMatchObject({ ...red, reason: 'pin-flapping' })
      expect(ran.messages).toContain('replicas disagree')
      expect(ran.messages).toMatch(new RegExp(`${old} \\d+ times, from [\\d.]+ s to [\\d.]+ s`))
      expect(ran.messages).toContain('of the 48 reads that are needed')
    }
  })

  it('whose replicas disagree at first and then agree passes, after a row that is twice as long', async () => {
    const { plane, verify } = await openScene()
    plane.flap('codex', [undefined, old])
    plane.choose((read) => (read < 30 ? read : 0))
    const ran = await verify({ inputs: { timeout: '30s' } })
    expect(ran).toMatchObject(green)
    expect(ran.stdout).toContain(shortenDigests(`is ${ours}, in 48 reads in a row`).line)
  })

  it('is not proven by a row with a failed read, although the read is repeated', async () => {
    const { plane, verify } = await openScene()
    let reads = 0
    const match = () => ++reads % 10 === 0
    plane.host.inject({ match, fault: faults.status(503, { headers: { 'retry-after': '0' } }) })
    const ran = await verify({ inputs: { timeout: '6s' } })
    expect(ran).toMatchObject({ ...red, reason: 'pin-lagging' })
    expect(ran.messages).toContain('but other reads failed')
    expect(ran.messages).toMatch(/no answer \d+ times/)
  })

  it('with two rows fails the run', async () => {
    const { plane, verify } = await openScene()
    const pin = { template: 'codex', region: 'global', digest: ours }
    plane.setPins([pin, pin])
    expect(await verify()).toMatchObject({ ...red, reason: 'pin-ambiguous' })
  })
})

// Node's own mkdir never ends there.
it.runIf(process.platform === 'linux')(
  'a temporary folder below /proc fails the run instead of hanging',
  async () => {
    const { verify } = await openScene()
    const ran = await verify({ environment: { RUNNER_TEMP: '/proc/x' } })
    expect(ran).toMatchObject({ ...red, reason: 'evidence-not-written' })
    expect(ran.messages).toContain('/proc/x/verify-runtime-pin-')
  },
)

/** Returns the evidence that promote-runtime-pin writes. */
async function evidenceOf({ plane }: Scene, observed: Json, subject: { readonly [name: string]: Json } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'evidence.json')
  const evidence = makeEvidence({
    kind: 'promote-runtime-pin',
    verdict: 'pass',
    reason: 'promoted',
    subject: { 'control-plane': plane.url, template: 'codex', region: 'global', ...subject },
    observed,
    circumstances: { finishedAt: '2026-11-21T00:00:00Z' },
    tool: { name: 'promote-runtime-pin', version: '1', commit: 'x' },
  })
  await writeFile(path, `${canonicalize(evidence as unknown as Json)}\n`)
  return path
}

const promotion = { 'image-digest': ours, 'previous-digest': old }

describe('with the evidence of the promotion', () => {
  it.each<[string, string, string]>([
    ['a pin from before it', old, 'pin-lagging'],
    ['a pin that is neither of the two', newer, 'pin-moved'],
  ])('%s is distinguished', async (_, pinned, reason) => {
    const scene = await openScene()
    scene.plane.move('codex', pinned)
    const path = await evidenceOf(scene, promotion)
    const ran = await scene.verify({ inputs: { 'evidence-path': path, timeout: '4s' } })
    expect(ran).toMatchObject({ ...red, reason })
  })

  it('drift is found at once, and named', async () => {
    const scene = await openScene()
    const inputs = { mode: 'drift', digest: '', 'evidence-path': await evidenceOf(scene, promotion) }
    expect(await scene.verify({ inputs })).toMatchObject({ ...green, reason: 'pin-verified' })
    scene.plane.move('codex', newer)
    const drifted = await scene.verify({ inputs: { ...inputs, timeout: '20s' } })
    expect(drifted).toMatchObject({ ...red, reason: 'pin-drifted', outputs: { reads: '24' } })
    expect(drifted.messages).toContain(shortenDigests(`it is ${newer}, and ${ours} is recorded`).line)
  })

  it.each<[string, Json, { readonly [name: string]: Json }, Record<string, string>, string]>([
    ['of another template', promotion, { template: 'hermes' }, {}, 'evidence-unfit'],
    ['of another control plane', promotion, { 'control-plane': 'https://cp.example' }, {}, 'evidence-unfit'],
    ['of another digest', promotion, {}, { digest: newer }, 'evidence-unfit'],
    ['without a digest', {}, {}, {}, 'evidence-unfit'],
    ['that does not exist', promotion, {}, { 'evidence-path': '/nonexistent.json' }, 'evidence-missing'],
  ])('%s fails the run before any request', async (_, observed, subject, inputs, reason) => {
    const scene = await openScene()
    const path = await evidenceOf(scene, observed, subject)
    const ran = await scene.verify({
      inputs: { mode: 'drift', digest: '', 'evidence-path': path, ...inputs },
    })
    expect(ran).toMatchObject({ ...red, reason })
    expect(scene.plane.host.log).toEqual([])
  })

  it('that is edited fails the run before any request', async () => {
    const scene = await openScene()
    const path = await evidenceOf(scene, promotion)
    await writeFile(path, '{"format":"evidence/1"}')
    const ran = await scene.verify({ inputs: { mode: 'drift', digest: '', 'evidence-path': path } })
    expect(ran).toMatchObject({ ...red, reason: 'evidence-invalid' })
  })
})

describe('before any request', () => {
  it.each<[string, Record<string, string>, string]>([
    ['no digest', { digest: '' }, 'input digest is missing'],
    ['drift from nothing', { digest: '', mode: 'drift' }, 'drift needs one of them'],
    ['no read at all', { consecutive: '0' }, 'input consecutive must be a whole number from 1'],
    ['an invalid digest', { digest: 'latest' }, 'input digest is not a digest'],
    ['a padded token', { token: 'padded ' }, 'input token begins or ends with white space'],
    ['plain http', { 'control-plane-url': 'http://cp.example' }, 'must be https'],
    [
      'an address with a password',
      { 'control-plane-url': 'https://u:hunter2@cp.example' },
      'user name or password',
    ],
  ])('%s fails the run', async (_, inputs, says) => {
    const { plane, verify } = await openScene()
    const ran = await verify({ inputs })
    expect(ran).toMatchObject({ ...red, reason: 'input-invalid' })
    expect(ran.messages).toContain(says)
    expect(ran.said).not.toContain('hunter2')
    expect(plane.host.log).toEqual([])
  })
})

it('a token that may not read fails the run, with a message about it', async () => {
  const { plane, verify } = await openScene()
  const ran = await verify({ inputs: { token: plane.token({ scopes: ['promote'] }) } })
  expect(ran).toMatchObject({ ...red, reason: 'token-refused' })
  expect(ran.messages).toContain('answered 403: the token may not read the pins')
})

it('no read starts after the run is cancelled', async () => {
  const { plane, verify } = await openScene()
  let stop = () => {}
  const when = new Promise<void>((resolve) => {
    stop = resolve
  })
  plane.host.inject({
    match: ({ method }) => {
      stop()
      return method === 'GET'
    },
    fault: faults.hang(),
  })
  const ran = await verify({ signal: { name: 'SIGTERM', when } })
  expect(ran).toMatchObject({ ...red, reason: 'cancelled' })
  expect(plane.host.log).toHaveLength(1)
})

it('accepts both names of its pin', async () => {
  const { verify } = await openScene({
    pins: [
      { template: 'codex', region: 'eu', digest: ours },
      { template: 'hermes', region: 'global', digest: digestOf('x') },
    ],
  })
  expect(await verify({ inputs: { timeout: '4s' } })).toMatchObject({ ...red, reason: 'pin-missing' })
})
