import { createHash } from 'node:crypto'
import { faults } from '@suite/testkit/core'
import type { PushedImage } from '@suite/testkit/oci-registry'
import { describe, expect, test } from 'vitest'
import { failureOf, startWorld } from '../test/world.ts'

const revision = 'org.opencontainers.image.revision'
const [one, two] = ['1'.repeat(40), '2'.repeat(40)]

/** Returns the entry of a pushed image in an index. */
const entryOf = ({ digest, mediaType, size }: PushedImage) => ({ digest, mediaType, size })

const index = 'application/vnd.oci.image.index.v1+json'
const manifest = 'application/vnd.oci.image.manifest.v1+json'

describe('an image that exists is returned with its platforms', () => {
  test('a single image, by its configuration', async () => {
    const world = await startWorld()
    const { digest } = await world.push({ labels: { [revision]: one }, platforms: ['linux/arm64/v8'] })
    expect(await world.connect().inspect(digest)).toEqual({
      digest,
      mediaType: manifest,
      platforms: ['linux/arm64'],
      revision: one,
      revisions: [one],
      created: '2026-01-02T03:04:05.000Z',
    })
  })

  test.each(['oci', 'docker'] as const)('an index of %s, without its attestations', async (format) => {
    const world = await startWorld()
    const platforms = ['linux/arm64', 'linux/amd64', 'linux/arm/v7']
    const { digest, mediaType } = await world.push({ format, platforms, attestations: true })
    const image = await world.connect().inspect(digest)
    expect(image).toMatchObject({ digest, mediaType, platforms: [...platforms].sort() })
    expect(image).not.toHaveProperty('revision')
  })

  test('an index that names no platform is read by its images', async () => {
    const world = await startWorld()
    const manifests = [entryOf(await world.push({ platforms: ['linux/s390x'] }))]
    const { digest } = await world.put(index, { schemaVersion: 2, manifests })
    expect(await world.connect().inspect(digest)).toMatchObject({
      mediaType: index,
      platforms: ['linux/s390x'],
    })
  })

  test('a platform whose entry in the index is another document is missing', async () => {
    const world = await startWorld()
    const pushed = await world.push({ platforms: ['linux/amd64'] })
    const config = {
      mediaType: 'application/vnd.cncf.helm.config.v1+json',
      digest: pushed.configs[0],
      size: 1,
    }
    const chart = await world.put(manifest, { schemaVersion: 2, config, layers: [] })
    const manifests = [
      { ...entryOf(pushed), platform: { os: 'linux', architecture: 'amd64' } },
      { ...chart, platform: { os: 'linux', architecture: 'arm64' } },
    ]
    const whole = await world.put(index, { schemaVersion: 2, manifests })
    const image = await world.connect().inspect(whole.digest)
    expect(image?.platforms).toEqual(['linux/amd64'])
  })

  test('a digest in a header is not needed and not used', async () => {
    const world = await startWorld({ withoutDigestHeader: true })
    const { digest } = await world.push()
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
  })
})

describe('the commit that an image was built from', () => {
  test.each([
    ['the annotation of the index', { annotations: { [revision]: one }, labels: { [revision]: two } }],
    ['the labels, if no annotation names it', { labels: { [revision]: one } }],
  ])('is that of %s', async (_, options) => {
    const world = await startWorld()
    const { digest } = await world.push({ ...options, platforms: ['linux/amd64', 'linux/arm64'] })
    expect(await world.connect().inspect(digest)).toMatchObject({ revision: one, revisions: [one] })
  })

  test('is that of the manifest before that of the labels, which may be of a base image', async () => {
    const world = await startWorld()
    const { digest } = await world.push({ annotations: { [revision]: one }, labels: { [revision]: two } })
    expect(await world.connect().inspect(digest)).toMatchObject({ revision: one })
  })

  test('is undefined if platforms differ, and all commits are returned', async () => {
    const world = await startWorld()
    const parts = await Promise.all(
      [one, two].map((commit, at) =>
        world.push({ platforms: [`linux/${['amd64', 'arm64'][at]}`], labels: { [revision]: commit } }),
      ),
    )
    const { digest } = await world.put(index, { schemaVersion: 2, manifests: parts.map(entryOf) })
    const image = await world.connect().inspect(digest)
    expect(image?.revisions).toEqual([one, two])
    expect(image).not.toHaveProperty('revision')
  })

  test('is undefined if only one of the platforms names it', async () => {
    const world = await startWorld()
    const parts = [
      await world.push({ platforms: ['linux/amd64'], labels: { [revision]: one } }),
      await world.push({ platforms: ['linux/arm64'] }),
    ]
    const { digest } = await world.put(index, { schemaVersion: 2, manifests: parts.map(entryOf) })
    const image = await world.connect().inspect(digest)
    expect(image?.revisions).toEqual([one])
    expect(image).not.toHaveProperty('revision')
  })

  test.each(['', 'a b', 'x\n::error::', 'é'])('is undefined if it is %j', async (text) => {
    const world = await startWorld()
    const { digest } = await world.push({ labels: { [revision]: text } })
    expect(await world.connect().inspect(digest)).toMatchObject({ revisions: [] })
  })
})

describe('an image that does not exist', () => {
  test('is undefined, and every failure is an error', async () => {
    const world = await startWorld()
    await world.push()
    expect(await world.connect().inspect(`sha256:${'0'.repeat(64)}`)).toBeUndefined()
  })

  test('is undefined, also in a repository that does not exist', async () => {
    const world = await startWorld()
    expect(await world.connect().inspect(`sha256:${'0'.repeat(64)}`)).toBeUndefined()
  })

  test('is not shown by a 404 of a proxy', async () => {
    const world = await startWorld()
    world.registry.host.inject({ match: () => true, fault: faults.status(404, { body: '<html>::error::' }) })
    const error = await failureOf(world.connect().inspect(`sha256:${'0'.repeat(64)}`))
    expect(error).toMatchObject({ reason: 'registry-refused' })
    expect(error.message).toContain('answered 404 with something that no registry writes')
  })

  test.each(['latest', '', 'sha256:12', `sha256:${'A'.repeat(64)}`, `sha256:${'0'.repeat(64)}\n`])(
    'cannot be requested as %j',
    async (text) => {
      const world = await startWorld()
      expect(await failureOf(world.connect().inspect(text))).toMatchObject({ reason: 'input-invalid' })
      expect(world.registry.host.log).toEqual([])
    },
  )
})

describe('bytes with another digest are refused:', () => {
  test('of a manifest', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    world.registry.tamper('acme/runtime', digest, Buffer.from('{}'))
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'digest-mismatch' })
    expect(error.message).toContain(digest)
  })

  test.each([false, true])('of a configuration (on storage of its own: %s)', async (separateStorage) => {
    const world = await startWorld({ separateStorage })
    const { digest, configs } = await world.push({ platforms: ['linux/amd64', 'linux/arm64'] })
    world.registry.tamper('acme/runtime', String(configs[1]), Buffer.from('{}'))
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ reason: 'digest-mismatch' })
  })
})

describe('an image that could not be pulled is an error:', () => {
  test('a platform that is listed and does not exist', async () => {
    const world = await startWorld()
    const { digest, images } = await world.push({ platforms: ['linux/amd64', 'linux/arm64'] })
    world.registry.lose('acme/runtime', String(images[1]?.digest))
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toContain(`${images[1]?.digest} (linux/arm64), which is not there`)
  })

  test('a configuration that does not exist', async () => {
    const world = await startWorld()
    const { digest, configs } = await world.push()
    world.registry.lose('acme/runtime', String(configs[0]))
    expect((await failureOf(world.connect().inspect(digest))).message).toContain('which is not there')
  })

  const absent = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: `sha256:${'0'.repeat(64)}`,
    size: 2,
  }
  test.each([
    ['an index and a manifest in one', index, { manifests: [], config: absent, layers: [] }],
    ['is declared as', index, { mediaType: manifest, manifests: [] }],
    ['is declared as', manifest, { manifests: [] }],
    ['is declared as', manifest, { mediaType: 'application/vnd.other', config: absent, layers: [] }],
    ['"manifests" is missing or wrong', index, { manifests: 'none' }],
    [
      '"manifests.0.digest" is missing or wrong',
      index,
      { manifests: [{ mediaType: manifest, digest: 'x' }] },
    ],
    ['its configuration is "application/vnd.oci.empty', manifest, { config: absent, layers: [] }],
    ['is not a JSON object', manifest, []],
  ])('%s', async (why, mediaType, value) => {
    const world = await startWorld()
    const body = Buffer.from(JSON.stringify(value))
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
    const headers = { 'content-type': mediaType }
    world.registry.host.inject({ match: () => true, fault: faults.status(200, { headers, body }) })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toContain(why)
  })
})
