import { shortenDigests } from '@suite/report'
import { faults } from '@suite/testkit/core'
import { type GitHub, type Repository, startGitHub } from '@suite/testkit/github'
import { type OciRegistry, pushImage, startRegistry } from '@suite/testkit/oci-registry'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { digestOf, green, red, setScene } from './scene.ts'

const openScene = setScene()

let github: GitHub
let repository: Repository
let registry: OciRegistry
/** Two commits of one branch and one of another, and an image of each. */
const commits = { first: '', second: '', aside: '' }
const images = { first: '', second: '', aside: '', nameless: '' }

beforeAll(async () => {
  github = await startGitHub()
  repository = await github.createRepository('acme/runtime')
  registry = await startRegistry()
  commits.first = await repository.commit({ branch: 'main', files: { a: '1' } })
  commits.second = await repository.commit({ branch: 'main', files: { a: '2' } })
  commits.aside = await repository.commit({ branch: 'aside', parent: commits.first, files: { a: '3' } })
  const target = { url: registry.url, repository: 'acme/runtime' }
  const push = async (content: string, revision?: string) => {
    const labels = revision === undefined ? {} : { 'org.opencontainers.image.revision': revision }
    return (await pushImage(target, { content, labels })).digest
  }
  images.first = await push('first', commits.first)
  images.second = await push('second', commits.second)
  images.aside = await push('aside', commits.aside)
  images.nameless = await push('nameless')
})
afterEach(() => github.host.clearFaults())
afterAll(() => Promise.all([github.close(), registry.close()]))

/** Promotes one image over another one; a registry and a forge know both. */
async function promoteOver(
  pinned: string,
  digest: string,
  inputs: Readonly<Record<string, string>> = {},
  facts: Parameters<Awaited<ReturnType<typeof openScene>>['plane']['describe']>[1] = {},
) {
  const scene = await openScene({ pins: [{ template: 'codex', region: 'global', digest: pinned }] })
  scene.plane.describe(pinned, facts)
  const ran = await scene.promote({
    repository: repository.fullName,
    forge: github.forge,
    token: github.token({ permissions: { contents: 'read' } }),
    inputs: { digest, image: `${registry.address}/acme/runtime`, ...inputs },
  })
  return { ...ran, plane: scene.plane, observed: ran.evidence && JSON.parse(ran.evidence).observed }
}

describe('by the commits of two images', () => {
  it('a newer one is promoted', async () => {
    const ran = await promoteOver(images.first, images.second)
    expect(ran).toMatchObject({ ...green, reason: 'promoted' })
    expect(ran.observed).toMatchObject({ order: 'newer', 'order-by': 'ancestry', registry: 'found' })
    expect(ran.stdout).toContain('order: newer, by the history of commits.')
  })

  it('an older one, of a late run, is refused and nothing is sent', async () => {
    const ran = await promoteOver(images.second, images.first)
    expect(ran).toMatchObject({ ...red, reason: 'downgrade', outputs: { attempts: '0' } })
    expect(ran.messages).toContain(
      shortenDigests(`is ${images.second}, which is newer than ${images.first}`).line,
    )
    expect(ran.plane.host.log.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('an older one is promoted if allow-downgrade is set', async () => {
    const ran = await promoteOver(images.second, images.first, { 'allow-downgrade': 'true' })
    expect(ran).toMatchObject({ ...green, reason: 'promoted' })
    expect(ran.observed).toMatchObject({ order: 'older' })
  })

  it.each<[string, () => string, () => string, string]>([
    [
      'one of another branch',
      () => images.second,
      () => images.aside,
      'neither commit descends from the other',
    ],
    ['one that names no commit', () => images.first, () => images.nameless, 'the new image names no commit'],
    [
      'one over a pin that names no commit',
      () => images.nameless,
      () => images.first,
      'the pinned image names no commit',
    ],
    [
      'one over a pin that its registry no longer has',
      () => digestOf('gone'),
      () => images.second,
      'does not have the pinned image',
    ],
  ])('%s is refused and not sent, unless downgrades are allowed', async (_, pinned, digest, why) => {
    const ran = await promoteOver(pinned(), digest(), { timeout: '8s' })
    expect(ran).toMatchObject({ ...red, reason: 'order-unknown', outputs: { attempts: '0' } })
    expect(ran.messages).toContain(why)
    expect(ran.plane.promotions).toEqual([])
    const expected = { 'expected-previous': pinned(), timeout: '8s' }
    expect(await promoteOver(pinned(), digest(), expected)).toMatchObject({ ...red, reason: 'order-unknown' })
    const welcome = await promoteOver(pinned(), digest(), { 'allow-downgrade': 'true' })
    expect(welcome).toMatchObject({ ...green, reason: 'promoted' })
    expect(welcome.observed).toMatchObject({ order: 'unknown' })
  })

  it('is unknown without a token for the forge, and the run fails', async () => {
    const ran = await promoteOver(images.first, images.second, { 'forge-token': '' })
    expect(ran).toMatchObject({ ...red, reason: 'order-unknown' })
    expect(ran.messages).toContain('`forge-token` is empty')
  })

  it('is unknown if the forge cannot be reached, and does not matter for a rollback', async () => {
    github.host.inject({ match: ({ path }) => path.includes('/compare/'), fault: faults.status(404) })
    const ran = await promoteOver(images.first, images.second)
    expect(ran).toMatchObject(red)
    expect(ran.messages).toContain(
      shortenDigests(`${images.first} is pinned, and names the commit ${commits.first}`).line,
    )
    expect(ran.messages).toContain('allow-downgrade')
    const rollback = await promoteOver(images.first, images.second, { 'allow-downgrade': 'true' })
    expect(rollback).toMatchObject({ ...green, reason: 'promoted' })
    expect(rollback.observed).toMatchObject({ order: 'unknown' })
  })
})

it('over a pinned image that is no longer complete, the order is unknown and nothing is sent', async () => {
  const target = { url: registry.url, repository: 'acme/runtime' }
  const platforms = ['linux/amd64', 'linux/arm64']
  const broken = await pushImage(target, { content: 'broken', platforms })
  registry.lose('acme/runtime', String(broken.images[1]?.digest))
  const inputs = { timeout: '6s' }
  const ran = await promoteOver(broken.digest, images.second, inputs)
  expect(ran).toMatchObject({ ...red, reason: 'order-unknown' })
  expect(ran.messages).toContain('is incomplete in its registry')
  expect(ran.plane.promotions).toEqual([])
  expect(await promoteOver(images.first, broken.digest, inputs)).toMatchObject({
    ...red,
    reason: 'image-unreadable',
  })
})

describe('a registry that answers 404 for a moment', () => {
  const unknown = { errors: [{ code: 'MANIFEST_UNKNOWN' }] }
  afterEach(() => registry.host.clearFaults())

  it.each(['manifests', 'blobs'])(
    'for %s of the pinned image does not let an older image pass',
    async (kind) => {
      const pushed = await pushImage(
        { url: registry.url, repository: 'acme/runtime' },
        { content: 'pinned', labels: { 'org.opencontainers.image.revision': commits.second } },
      )
      const digest = kind === 'manifests' ? pushed.digest : String(pushed.configs[0])
      const match = ({ path }: { readonly path: string }) => path.endsWith(digest)
      registry.host.inject({ match, fault: faults.status(404, { body: unknown }), times: 1 })
      const ran = await promoteOver(pushed.digest, images.first)
      expect(ran).toMatchObject({ ...red, reason: 'downgrade' })
      expect(ran.plane.promotions).toEqual([])
    },
  )

  it.each(['manifests', 'blobs'])(
    'for %s right after the push causes a wait, with one line in the log',
    async (kind) => {
      const match = ({ path }: { readonly path: string }) => path.includes(`/${kind}/`)
      registry.host.inject({ match, fault: faults.status(404, { body: unknown }), times: 3 })
      const ran = await promoteOver(images.first, images.second)
      expect(ran).toMatchObject({ ...green, reason: 'promoted' })
      const line = `The registry does not have the whole of ${images.second} yet`
      expect(ran.stdout.split(line)).toHaveLength(2)
    },
  )

  it('and does not recover fails the run in half of the time, and nothing is sent', async () => {
    registry.host.inject({
      match: ({ path }) => path.endsWith(images.second),
      fault: faults.status(404, { body: unknown }),
    })
    const ran = await promoteOver(images.first, images.second, { timeout: '6s' })
    expect(ran).toMatchObject({ ...red, reason: 'image-missing' })
    expect(ran.plane.promotions).toEqual([])
  })
})

describe('the first image of a template', () => {
  it('is promoted if the control plane shows that there is no pin', async () => {
    const scene = await openScene({ pins: [] })
    const image = `${registry.address}/acme/runtime`
    const ran = await scene.promote({ inputs: { digest: images.first, image } })
    expect(ran).toMatchObject({ ...green, outputs: { 'previous-digest': '', promoted: 'true' } })
    const post = scene.plane.host.log.findIndex(({ method }) => method === 'POST')
    expect(post).toBe(24 + 1)
  })

  it('is not assumed because of one empty replica', async () => {
    const scene = await openScene({
      pins: [{ template: 'codex', region: 'global', digest: images.second }],
      compareAndSwap: false,
    })
    const empty = { runtime_image_pins: [] }
    scene.plane.host.inject({ match: { method: 'GET', nth: 1 }, fault: faults.wrongShape(empty) })
    const ran = await scene.promote({
      repository: repository.fullName,
      forge: github.forge,
      token: github.token({ permissions: { contents: 'read' } }),
      inputs: { digest: images.first, image: `${registry.address}/acme/runtime` },
    })
    expect(ran).toMatchObject({ ...red, reason: 'downgrade' })
    expect(scene.plane.promotions).toEqual([])
  })
})

it('over an image of another repository fails, and the suggested input promotes it', async () => {
  const target = { url: registry.url, repository: 'acme/runtime' }
  const labels = { 'org.opencontainers.image.revision': 'f'.repeat(40) }
  const { digest } = await pushImage(target, { content: 'foreign', labels })
  const ran = await promoteOver(digest, images.second)
  expect(ran).toMatchObject(red)
  expect(ran.messages).toContain(
    shortenDigests(`${digest} is pinned, and names the commit ${'f'.repeat(40)}`).line,
  )
  expect(ran.messages).toContain('allow-downgrade: true')
  expect(await promoteOver(digest, images.second, { 'allow-downgrade': 'true' })).toMatchObject(green)
})

describe('by the data of the control plane', () => {
  it('the source revision of the pin replaces that of the pinned image', async () => {
    const ran = await promoteOver(digestOf('gone'), images.first, {}, { sourceRevision: commits.second })
    expect(ran).toMatchObject({ ...red, reason: 'downgrade' })
  })

  it.each([
    [1, 2, 'promoted', 0],
    [2, 1, 'downgrade', 1],
  ])('an order of %i is below one of %i in another region', async (pinned, ours, reason, exitCode) => {
    const scene = await openScene({
      pins: [
        { template: 'codex', region: 'global', digest: digestOf('pinned'), order: pinned },
        { template: 'codex', region: 'staging', digest: digestOf('ours'), order: ours },
      ],
    })
    const ran = await scene.promote()
    expect([ran.reason, ran.exitCode]).toEqual([reason, exitCode])
    expect(JSON.parse(ran.evidence).observed).toMatchObject({ 'order-by': 'order' })
  })
})

describe('in the registry', () => {
  it('a missing digest fails the run, and nothing is sent', async () => {
    const ran = await promoteOver(images.first, digestOf('never pushed'))
    expect(ran).toMatchObject({ ...red, reason: 'image-missing' })
    expect(ran.plane.host.log.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('a missing platform fails the run, and is named', async () => {
    const ran = await promoteOver(images.first, images.second, { platforms: 'linux/amd64, linux/arm64' })
    expect(ran).toMatchObject({ ...red, reason: 'platform-missing' })
    expect(ran.messages).toContain('lacks linux/arm64, and has linux/amd64')
  })

  it('a password is used, and does not appear in any output', async () => {
    const closed = await startRegistry({ access: 'github', users: { alice: 'registry-canary' } })
    const target = {
      url: closed.url,
      repository: 'acme/runtime',
      username: 'alice',
      password: 'registry-canary',
    }
    const labels = { 'org.opencontainers.image.revision': commits.second }
    const { digest } = await pushImage(target, { labels })
    const image = `${closed.address}/acme/runtime`
    try {
      const user = { image, 'registry-username': 'alice' }
      const known = { ...user, 'registry-password': 'registry-canary' }
      const ran = await promoteOver(images.first, digest, known, { sourceRevision: commits.first })
      expect(ran).toMatchObject(green)
      expect(ran.said).not.toContain('registry-canary')
      const refused = await promoteOver(images.first, digest, {
        ...user,
        'registry-password': 'wrong-canary',
      })
      expect(refused).toMatchObject({ ...red, reason: 'registry-refused' })
      expect(refused.said).not.toContain('wrong-canary')
    } finally {
      await closed.close()
    }
  })
})
