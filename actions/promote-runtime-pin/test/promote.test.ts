import { createServer } from 'node:net'
import { shortenDigests } from '@suite/report'
import { faults, node20 } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { digestOf, green, newer, old, openScene, ours, red } from './scene.ts'

const route = '/cp/admin/runtime-image/promote'

describe('a promotion', () => {
  it.each([
    ['Node 24', process.execPath],
    ['Node 20', node20],
  ])('moves the pin, reads it back, and leaves evidence, on %s', async (_, node) => {
    const { plane, promote } = await openScene()
    const ran = await promote({ node, inputs: { environment: 'prod' } })
    expect(ran).toMatchObject({ ...green, reason: 'promoted' })
    expect(ran.outputs).toMatchObject({
      promoted: 'true',
      digest: ours,
      'previous-digest': old,
      attempts: '1',
    })
    expect(plane.pinned('codex')).toBe(ours)
    expect(ran.stdout).toContain(
      shortenDigests(`codex/global of prod is ${ours}, read back in 24 reads in a row; before it was ${old}`)
        .line,
    )
    const evidence = JSON.parse(ran.evidence)
    expect(evidence).toMatchObject({
      kind: 'promote-runtime-pin',
      verdict: 'pass',
      digest: ran.outputs['evidence-digest'],
      observed: {
        'image-digest': ours,
        'previous-digest': old,
        'pinned-digest': ours,
        order: 'unknown',
        atomic: true,
      },
    })
  })

  it('is sent exactly as the contract of the control plane describes', async () => {
    const { plane, promote } = await openScene()
    await promote()
    const [post] = plane.host.log.filter(({ method }) => method === 'POST')
    expect(post).toMatchObject({ path: route, token: 'token', status: 200 })
    expect(post?.body).toEqual({
      template_name: 'codex',
      region: 'global',
      image_digest: ours,
      expected_previous: old,
    })
    expect(post?.headers).toMatchObject({ 'content-type': 'application/json', 'if-match': '"pins-1"' })
    expect(post?.headers['idempotency-key']).toMatch(/^"[0-9a-f]{64}"$/)
    expect(plane.host.log.map(({ method }) => method)).toEqual([
      'GET',
      'GET',
      'POST',
      ...Array(24).fill('GET'),
    ])
    expect(new Set(plane.host.log.map(({ headers }) => headers.connection))).toEqual(new Set(['close']))
  })

  it('of the first image of a template names no previous digest, and accepts 201', async () => {
    const { plane, promote } = await openScene({ pins: [] })
    const ran = await promote()
    expect(ran).toMatchObject({ ...green, outputs: { 'previous-digest': '', promoted: 'true' } })
    const [post] = plane.host.log.filter(({ method }) => method === 'POST')
    expect([post?.status, Object.keys(post?.body ?? {})]).toEqual([
      201,
      ['template_name', 'region', 'image_digest'],
    ])
  })

  it.each(['rows', 'map', 'bare'] as const)('reads pins in the form %s', async (shape) => {
    const { promote } = await openScene({ shape })
    expect(await promote()).toMatchObject({ ...green, reason: 'promoted' })
  })

  it('of the pinned digest writes nothing, and reads the pin until it is proven', async () => {
    const { plane, promote, posts } = await openScene()
    plane.move('codex', ours)
    const ran = await promote({ inputs: { 'expected-previous': old } })
    expect(ran).toMatchObject({
      ...green,
      reason: 'already-pinned',
      outputs: { promoted: 'false', attempts: '0' },
    })
    expect([posts(), plane.host.log.length]).toEqual([0, 1 + 24])
  })

  it('waits for replicas that lag', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'POST' },
      fault: faults.meanwhile(() => plane.lag(3)),
    })
    const ran = await promote()
    expect(ran).toMatchObject({ ...green, reason: 'promoted' })
    expect(ran.stdout).toContain('3 reads after the write showed the pin before.')
  })

  it('with one replica that never follows fails the run, and the message names the digests that were read', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'POST' },
      fault: faults.meanwhile(() => plane.flap('codex', [undefined, undefined, old])),
    })
    const ran = await promote({ inputs: { timeout: '6s' } })
    expect(ran).toMatchObject({ ...red, reason: 'pin-flapping' })
    expect(ran.messages).toContain('replicas disagree')
    expect(ran.messages).toMatch(new RegExp(`${old} \\d+ times, from [\\d.]+ s to [\\d.]+ s`))
  })

  it('whose replicas disagree at first and then agree passes, after a row that is twice as long', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'POST' },
      fault: faults.meanwhile(() => plane.flap('codex', [undefined, undefined, old])),
    })
    plane.choose((read) => (read < 30 ? read : 0))
    const ran = await promote({ inputs: { timeout: '30s' } })
    expect(ran).toMatchObject({ ...green, reason: 'promoted' })
    expect(ran.stdout).toContain('48 reads in a row')
  })

  it('that the control plane accepts but does not store fails the run', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.wrongShape({ image_digest: ours }) })
    const ran = await promote({ inputs: { timeout: '4s' } })
    expect(ran).toMatchObject({ ...red, reason: 'pin-not-confirmed', outputs: { digest: old } })
    expect(ran.messages).toContain(shortenDigests(`but reads still show ${old}`).line)
  })

  it('whose answer names another digest fails the run', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'POST' },
      fault: faults.wrongShape({ image_digest: newer }),
      applied: true,
    })
    expect(await promote()).toMatchObject({ ...red, reason: 'answer-disagrees' })
  })

  it('in a dry run is planned, not written, and not reported as promoted', async () => {
    const { plane, promote, posts } = await openScene()
    const ran = await promote({ inputs: { 'dry-run': 'true' } })
    expect(ran).toMatchObject({
      exitCode: 0,
      reason: 'planned',
      outputs: { verdict: 'skip', promoted: 'false' },
    })
    expect([posts(), plane.pinned('codex')]).toEqual([0, old])
    expect(ran.stdout).toContain('would write (dry run): pin codex/global to')
  })

  it('with debug logging shows no more than method, path and status of a request', async () => {
    const { promote, token } = await openScene()
    const ran = await promote({ debug: true })
    expect(ran.stdout.match(/^::debug::(GET|POST) \S+ 200 \d+ ms.*$/gm)).toHaveLength(3 + 24)
    expect(ran.said).not.toContain(token)
    expect(ran.masks).toContain(token)
  })
})

describe('two runs at once', () => {
  it('do not overwrite each other: a pin that moved before the write is not touched', async () => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({
      match: { method: 'GET', nth: 1 },
      fault: faults.meanwhile(() => plane.move('codex', newer)),
    })
    const ran = await promote()
    expect(ran).toMatchObject({ ...red, reason: 'superseded' })
    expect(ran.messages).toContain(
      shortenDigests(`is ${newer} now, and was ${old} when this run decided on ${ours}`).line,
    )
    expect([posts(), plane.pinned('codex')]).toEqual([0, newer])
  })

  it.each<[string, boolean, number]>([
    ['an ETag', true, 412],
    ['expected_previous', false, 409],
  ])('are separated by the control plane by %s', async (_, etags, status) => {
    const { plane, promote } = await openScene({ etags })
    plane.host.inject({
      match: { method: 'GET', nth: 2 },
      fault: faults.meanwhile(() => plane.move('codex', newer)),
    })
    const ran = await promote()
    expect(ran).toMatchObject({ ...red, reason: 'superseded' })
    expect(ran.messages).toContain(newer)
    expect(ran.messages).toContain(old)
    expect(ran.messages).toContain(`answered ${status}`)
    expect(plane.pinned('codex')).toBe(newer)
  })

  it('fail the older one if the newer one comes right after, without calling it a lag', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({
      match: { method: 'POST' },
      fault: faults.meanwhile(() => plane.move('codex', newer)),
    })
    const ran = await promote({ inputs: { timeout: '4s' } })
    expect(ran).toMatchObject({ ...red, reason: 'moved', outputs: { digest: newer } })
    expect(ran.messages).toContain(
      shortenDigests(`was moved to ${ours}, and then by a newer run to ${newer}`).line,
    )
  })

  it('without ETags report that read and write are two steps', async () => {
    const { promote } = await openScene({ etags: false })
    const ran = await promote()
    expect(ran).toMatchObject(green)
    expect(ran.stdout).toContain('atomic: false.')
    expect(JSON.parse(ran.evidence).observed).toMatchObject({ atomic: false })
  })
})

describe('an ambiguous answer', () => {
  it('is read back, and sent again with the same key if the pin did not move', async () => {
    const { plane, promote } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.reset(), times: 2 })
    const ran = await promote()
    expect(ran).toMatchObject({ ...green, outputs: { attempts: '3', promoted: 'true' } })
    const posts = plane.host.log.filter(({ method }) => method === 'POST')
    expect(new Set(posts.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    // There is always a read between two of them.
    expect(plane.host.log.map(({ method }) => method[0]).join('')).toMatch(/^GGPGPGPG{24}$/)
  })

  it('is not sent again if it took effect', async () => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.reset(), applied: true })
    expect(await promote()).toMatchObject({ ...green, outputs: { attempts: '1', promoted: 'true' } })
    expect(posts()).toBe(1)
  })

  it('is not sent again over a pin that a newer run moved', async () => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({
      match: ({ method }) => {
        if (method === 'POST') plane.move('codex', newer)
        return method === 'POST'
      },
      fault: faults.status(500),
    })
    expect(await promote()).toMatchObject({ ...red, reason: 'superseded' })
    expect([posts(), plane.pinned('codex')]).toEqual([1, newer])
  })

  it('and then a refusal, because the first attempt took effect after all, passes because of the pin', async () => {
    const { plane, promote, posts } = await openScene()
    // Late: the read between the two still shows the previous pin.
    plane.host.inject({ match: { method: 'POST', nth: 1 }, fault: faults.reset(), applied: true })
    plane.lag(0)
    plane.host.inject({
      match: { method: 'GET', nth: 3 },
      fault: faults.wrongShape({
        runtime_image_pins: [{ template_name: 'codex', region: 'global', image_digest: old }],
      }),
    })
    expect(await promote()).toMatchObject({ ...green, outputs: { attempts: '2', digest: ours } })
    expect([posts(), plane.promotions.length]).toEqual([2, 1])
  })

  it('waits as long as the control plane asks, and never longer than the timeout', async () => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.tooManyRequests(1), times: 1 })
    const ran = await promote()
    expect(ran).toMatchObject({ ...green, outputs: { attempts: '2' } })
    expect(ran.milliseconds).toBeGreaterThan(1_000)
    const hasty = await openScene()
    hasty.plane.host.inject({ match: { method: 'POST' }, fault: faults.tooManyRequests(3600) })
    const gaveUp = await hasty.promote({ inputs: { timeout: '50m' } })
    expect(gaveUp).toMatchObject({ ...red, reason: 'rate-limited' })
    expect([posts(), hasty.posts()]).toEqual([2, 1])
  })

  it.each([400, 401, 403, 404, 409, 412, 422])('does not include %i, which is sent once', async (status) => {
    const { plane, promote, posts } = await openScene()
    plane.host.inject({ match: { method: 'POST' }, fault: faults.status(status) })
    expect(await promote()).toMatchObject(red)
    expect([posts(), plane.pinned('codex')]).toEqual([1, old])
  })
})

describe('a re-run', () => {
  it('has the key of the run before, and another run has another', async () => {
    const { plane, promote } = await openScene({ idempotencyKeys: false })
    for (const environment of [
      { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '1' },
      { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' },
      { GITHUB_RUN_ID: '8', GITHUB_RUN_ATTEMPT: '1' },
    ]) {
      plane.move('codex', old)
      await promote({ environment })
    }
    const posts = plane.host.log.filter(({ method }) => method === 'POST')
    const keys = posts.map(({ headers }) => headers['idempotency-key'])
    expect([keys.length, keys[0] === keys[1], keys[0] === keys[2]]).toEqual([3, true, false])
  })
})

describe('a token', () => {
  it('of another template, region or scope fails the run, and the message says what is missing', async () => {
    const { plane, promote, posts } = await openScene()
    const reader = await promote({ inputs: { token: plane.token({ scopes: ['read'] }) } })
    expect(reader).toMatchObject({ ...red, reason: 'token-refused' })
    expect(reader.messages).toContain('answered 403: the token may not promote codex/global')
    const other = plane.token({ scopes: ['read', 'promote'], template: 'hermes' })
    expect(await promote({ inputs: { token: other } })).toMatchObject({ ...red, reason: 'token-refused' })
    const unknown = await promote({ inputs: { token: 'nobody' } })
    expect(unknown.messages).toContain('answered 401: the token is unknown')
    expect([posts(), plane.pinned('codex')]).toEqual([2, old])
  })
})

describe('before any request', () => {
  const short = ours.slice(0, -1)
  it.each<[string, Record<string, string>, string]>([
    ['a missing token', { token: '' }, 'input token is missing'],
    ['a padded token', { token: ' padded' }, 'input token begins or ends with white space'],
    [
      'a token with a line break',
      { token: 'a\nb: c' },
      'input token begins or ends with white space, or spans lines',
    ],
    ['a token with a blank in it', { token: 'a b' }, 'the token of the control plane holds white space'],
    ['a digest of no form', { digest: 'latest' }, 'input digest is not a digest'],
    ['an empty digest', { digest: '' }, 'input digest is missing'],
    [
      'a digest that is too short',
      { digest: short },
      'input digest has 63 digits after sha256:, and must have 64',
    ],
    [
      'a digest in capitals',
      { digest: ours.replace(/:.*/, `:${'A'.repeat(64)}`) },
      'other characters than 0-9',
    ],
    [
      'a digest of another algorithm',
      { digest: `md5:${'a'.repeat(32)}` },
      'of an algorithm that does not count',
    ],
    ['sha512 if it is not enabled', { digest: `sha512:${'a'.repeat(128)}` }, 'it must be sha256'],
    ['a reference for a digest', { digest: `host/a@${ours}` }, 'input digest is not a digest'],
    ['plain http', { 'control-plane-url': 'http://cp.example' }, 'must be https'],
    [
      'an address with a password',
      { 'control-plane-url': 'https://u:hunter2@cp.example' },
      'user name or password',
    ],
    [
      'an address with a query',
      { 'control-plane-url': 'https://cp.example/?a=b' },
      'neither query nor fragment',
    ],
    [
      'an address with a fragment',
      { 'control-plane-url': 'https://cp.example/#a' },
      'neither query nor fragment',
    ],
    ['a region with a slash', { region: 'a/b' }, 'input region must be'],
    ['an image that names another digest', { image: `host.example/a@${old}` }, `input image names ${old}`],
    ['an image that is a URL', { image: 'https://host/a' }, 'it is a URL'],
    [
      'a password without a user',
      { image: 'h.example/a', 'registry-password': 'p' },
      'registry-username is missing',
    ],
  ])('%s fails the run', async (_, inputs, says) => {
    const { plane, promote } = await openScene()
    const ran = await promote({ inputs })
    expect(ran).toMatchObject(red)
    expect(ran.messages).toContain(shortenDigests(says).line)
    expect(ran.said).not.toContain('hunter2')
    expect(plane.host.log).toEqual([])
  })

  it('an event of a pull request fails the run', async () => {
    const { plane, promote } = await openScene()
    const ran = await promote({ event: { name: 'pull_request', payload: {} } })
    expect(ran).toMatchObject({ ...red, reason: 'event-unsupported' })
    expect(plane.host.log).toEqual([])
  })
})

it('accepts sha512 if it is enabled, over a pin of sha256', async () => {
  const { promote } = await openScene()
  const digest = `sha512:${'a'.repeat(128)}`
  const ran = await promote({ inputs: { digest, 'digest-algorithms': 'sha256, sha512' } })
  expect(ran).toMatchObject({ ...green, outputs: { digest } })
})

it('a control plane that refuses the connection fails the run, and nothing was sent', async () => {
  const { promote } = await openScene()
  const ran = await promote({ inputs: { 'control-plane-url': await closedAddress(), timeout: '4s' } })
  expect(ran).toMatchObject({ ...red, reason: 'outside-failed' })
  expect(ran.messages).toContain('ECONNREFUSED')
})

it('two rows for the pin fail the run, with their number', async () => {
  const { plane, promote, posts } = await openScene()
  const pin = { template: 'codex', region: 'global', digest: old }
  plane.setPins([pin, { ...pin, digest: digestOf('other') }])
  const ran = await promote()
  expect([ran.reason, posts()]).toEqual(['pin-ambiguous', 0])
  expect(ran.messages).toContain('there are 2 rows for codex/global')
})

function closedAddress(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(`http://127.0.0.1:${port}`))
    })
  })
}
