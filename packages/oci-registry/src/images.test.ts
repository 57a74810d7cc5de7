import { faults } from '@suite/testkit/core'
import type { PushedImage } from '@suite/testkit/oci-registry'
import { describe, expect, test } from 'vitest'
import { failureOf, startWorld, type World } from '../test/world.ts'

const index = 'application/vnd.oci.image.index.v1+json'
const manifest = 'application/vnd.oci.image.manifest.v1+json'
const repository = 'acme/runtime'
const entryOf = ({ digest, mediaType, size }: PushedImage) => ({ digest, mediaType, size })
const platformOf = (text: string) => {
  const [os, architecture, variant] = text.split('/')
  return { os, architecture, ...(variant && { variant }) }
}

/** Pushes an index, and returns the images that the client reads from it. */
async function inspectIndex(world: World, manifests: readonly unknown[]) {
  const { digest } = await world.put(index, { schemaVersion: 2, mediaType: index, manifests })
  return world.connect().inspect(digest)
}

describe('an index that contradicts an image is refused, because a machine could get the wrong image:', () => {
  test.each([
    ['linux/amd64', 'linux/arm64'],
    ['linux/arm/v6', 'linux/arm/v7'],
    ['windows/amd64', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v2'],
  ])('an entry that says %s of an image for %s', async (listed, built) => {
    const world = await startWorld()
    const entry = entryOf(await world.push({ platforms: [built] }))
    const error = await failureOf(inspectIndex(world, [{ ...entry, platform: platformOf(listed) }]))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toContain(`(${listed}), and the configuration of that image names ${built}`)
  })

  test.each([
    ['linux/arm64/v8', 'linux/arm64', 'linux/arm64'],
    ['linux/arm64', 'linux/arm64/v8', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm', 'linux/arm/v7'],
    ['linux/arm', 'linux/arm/v7', 'linux/arm/v7'],
  ])('but an entry that says %s of an image for %s is accepted', async (listed, built, platform) => {
    const world = await startWorld()
    const entry = entryOf(await world.push({ platforms: [built] }))
    const image = await inspectIndex(world, [{ ...entry, platform: platformOf(listed) }])
    expect(image?.platforms).toEqual([platform])
  })

  test('an entry whose image names no platform', async () => {
    const world = await startWorld()
    const entry = entryOf(await world.push({ platforms: [''] }))
    const error = await failureOf(inspectIndex(world, [{ ...entry, platform: platformOf('linux/amd64') }]))
    expect(error.message).toContain('the configuration of that image names no platform')
  })

  test('an entry of another size than the manifest has', async () => {
    const world = await startWorld()
    const entry = entryOf(await world.push())
    const error = await failureOf(inspectIndex(world, [{ ...entry, size: entry.size + 1 }]))
    expect(error.message).toContain(`has ${entry.size + 1} bytes, and it has ${entry.size}`)
  })

  test('an entry of another type than the document is', async () => {
    const world = await startWorld()
    const entry = entryOf(await world.push())
    const error = await failureOf(inspectIndex(world, [{ ...entry, mediaType: index }]))
    expect(error.message).toContain(`is declared as "${index}", but is not such a manifest`)
  })

  test('a manifest that says another size of its configuration', async () => {
    const world = await startWorld()
    const { configs } = await world.push()
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configs[0],
      size: 7,
    }
    const { digest } = await world.put(manifest, { schemaVersion: 2, config, layers: [] })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error.message).toContain('its configuration')
    expect(error.message).toContain('has 7 bytes')
  })
})

describe('an index within an index', () => {
  test('is read, with the platforms of its images', async () => {
    const world = await startWorld()
    const inner = await world.push({ platforms: ['linux/amd64', 'linux/arm64'], attestations: true })
    const other = entryOf(await world.push({ platforms: ['linux/s390x'] }))
    const image = await inspectIndex(world, [entryOf(inner), other])
    expect(image?.platforms).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x'])
  })

  test('of a platform gives only the images of that platform, as a pull would', async () => {
    const world = await startWorld()
    const inner = entryOf(await world.push({ platforms: ['linux/amd64', 'linux/arm64'] }))
    const image = await inspectIndex(world, [{ ...inner, platform: platformOf('linux/arm64') }])
    expect(image?.platforms).toEqual(['linux/arm64'])
    const entry = { ...inner, platform: platformOf('linux/s390x') }
    const error = await failureOf(inspectIndex(world, [entry]))
    expect(error.message).toContain('lists no image of its platform')
  })

  test('is read at a depth of four, and refused at five', async () => {
    const world = await startWorld()
    let entry = entryOf(await world.push({ index: true }))
    for (let depth = 2; depth <= 4; depth += 1)
      entry = await world.put(index, { schemaVersion: 2, manifests: [entry] }).then((put) => put)
    expect(await world.connect().inspect(entry.digest)).toMatchObject({ platforms: ['linux/amd64'] })
    const error = await failureOf(inspectIndex(world, [entry]))
    expect(error.message).toContain('is nested more than 4 deep')
  })

  test('that lists more manifests than a real one is refused before it is read', async () => {
    const world = await startWorld()
    const image = entryOf(await world.push())
    const error = await failureOf(inspectIndex(world, Array(257).fill(image)))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    const inner = await world.put(index, { schemaVersion: 2, manifests: Array(20).fill(image) })
    world.registry.host.clearLog()
    const many = await failureOf(inspectIndex(world, Array(20).fill(inner)))
    expect(many.message).toContain('more than 256 manifests')
  })

  test('that does not exist is reported as a missing image is', async () => {
    const world = await startWorld()
    const inner = entryOf(await world.push({ index: true }))
    const { digest } = await world.put(index, { schemaVersion: 2, manifests: [inner] })
    world.registry.lose(repository, inner.digest)
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ name: 'MissingPart', reason: 'image-unreadable' })
  })
})

describe('a document that cannot be run is not an image', () => {
  test.each([
    ['nothing', []],
    ['only an attestation', [{ platform: { os: 'unknown', architecture: 'unknown' }, mediaType: manifest }]],
    ['an unknown type', [{ mediaType: 'application/vnd.oci.artifact.manifest.v1+json' }]],
  ])('an index that lists %s', async (_, entries) => {
    const world = await startWorld()
    const { digest, size } = await world.push()
    const error = await failureOf(
      inspectIndex(
        world,
        entries.map((entry) => ({ digest, size, ...entry })),
      ),
    )
    expect(error.message).toContain('lists no image that could be run')
  })

  test("a manifest of Docker's schema 1", async () => {
    const world = await startWorld()
    const type = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
    const body = Buffer.from(JSON.stringify({ schemaVersion: 1, fsLayers: [], history: [] }))
    const digest = `sha256:${await sha256(body)}`
    const headers = { 'content-type': type }
    world.registry.host.inject({ match: () => true, fault: faults.status(200, { headers, body }) })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toContain('schema 1')
  })

  test('a manifest that is larger than registries accept', async () => {
    const world = await startWorld()
    const body = Buffer.alloc(5 * 1024 * 1024, ' ')
    world.registry.host.inject({ match: () => true, fault: faults.status(200, { body }) })
    const error = await failureOf(world.connect().inspect(`sha256:${await sha256(body)}`))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toContain('larger than 4 MiB')
  })

  test('a manifest that is sent with the wrong type', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    const type = 'application/vnd.docker.distribution.manifest.v2+json'
    const alter = faults.alter((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': type },
    }))
    world.registry.host.inject({ match: ({ path }) => path.includes('/manifests/'), fault: alter })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error.message).toContain(`is declared as "${type}"`)
  })
})

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}
