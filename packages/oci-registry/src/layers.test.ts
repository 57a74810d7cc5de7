import { faults, type HostRequest } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { failureOf, startWorld, type World } from '../test/world.ts'

const manifest = 'application/vnd.oci.image.manifest.v1+json'
const configType = 'application/vnd.oci.image.config.v1+json'
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip'
const foreignType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'
const windowsType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
const repository = 'acme/runtime'
const absent = `sha256:${'9'.repeat(64)}`
const isHead = ({ method }: Pick<HostRequest, 'method'>) => method === 'HEAD'
const isPart = ({ headers }: HostRequest) => headers.range === 'bytes=0-0'

describe('a missing layer, with which a pull would fail, is an error', () => {
  test.each([
    ['of a single image', ['linux/amd64']],
    ['of one platform', ['linux/amd64', 'linux/arm64']],
  ])('%s', async (_, platforms) => {
    const world = await startWorld()
    const { digest, layers } = await world.push({ platforms })
    world.registry.lose(repository, String(layers.at(-1)))
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ name: 'MissingPart', reason: 'image-unreadable' })
    expect(error.message).toContain(`names the layer ${layers.at(-1)}, which is not there`)
  })

  test('although another repository of the registry has it', async () => {
    const world = await startWorld()
    const { digest, layers } = await world.push()
    const from = `${world.registry.url}/v2/acme/other/blobs/uploads/?mount=${layers[0]}&from=${repository}`
    expect((await fetch(from, { method: 'POST' })).status).toBe(201)
    world.registry.lose(repository, String(layers[0]))
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ reason: 'image-unreadable' })
  })

  test('on storage of its own', async () => {
    const world = await startWorld({ separateStorage: 'for HEAD too' })
    const { digest } = await world.push()
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
    world.registry.storageHost.inject({ match: isHead, fault: faults.status(404) })
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ name: 'MissingPart' })
  })
})

describe('a layer whose size differs from its manifest', () => {
  test('is an error', async () => {
    const world = await startWorld()
    const { digest, layers } = await world.push()
    world.registry.tamper(repository, String(layers[0]), Buffer.from('short'))
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'image-unreadable' })
    expect(error.message).toMatch(/says that its layer sha256:\w+ has \d+ bytes, and it has 5/)
  })

  test('is an error even if the registry does not support HEAD', async () => {
    const world = await startWorld()
    const { digest, layers } = await world.push()
    world.registry.host.inject({ match: isHead, fault: faults.status(405) })
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
    world.registry.tamper(repository, String(layers[0]), Buffer.from('short'))
    expect((await failureOf(world.connect().inspect(digest))).message).toContain('and it has 5')
    world.registry.lose(repository, String(layers[0]))
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ name: 'MissingPart' })
  })

  test('is an error even if storage returns a part only, and is signed for GET only', async () => {
    const world = await startWorld({ separateStorage: 'for HEAD too' })
    const { digest } = await world.push()
    world.registry.storageHost.inject({ match: isHead, fault: faults.status(403) })
    const total = (range: string) => faults.status(206, { headers: { 'content-range': range }, body: 'x' })
    world.registry.storageHost.inject({ match: isPart, fault: total('bytes 0-0/5'), times: 1 })
    expect((await failureOf(world.connect().inspect(digest))).message).toContain('and it has 5')
    world.registry.storageHost.inject({ match: isPart, fault: total('bytes 0-0/*') })
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
  })
})

test('a layer that the registry refuses to show is not reported as missing', async () => {
  const world = await startWorld()
  const { digest } = await world.push()
  const errors = [{ code: 'DENIED', message: 'no' }]
  const fault = faults.status(403, { body: { errors } })
  const isLayer = (request: HostRequest) => isHead(request) || isPart(request)
  world.registry.host.inject({ match: isLayer, fault })
  expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ reason: 'registry-refused' })
})

/** Returns an image with one layer that no registry has. */
async function putWith(world: World, layer: object): Promise<string> {
  const { configs } = await world.push()
  const config = await fetch(`${world.registry.url}/v2/${repository}/blobs/${configs[0]}`)
  const size = (await config.arrayBuffer()).byteLength
  const { digest } = await world.put(manifest, {
    schemaVersion: 2,
    config: { mediaType: configType, digest: configs[0], size },
    layers: [{ digest: absent, size: 100, ...layer }],
  })
  return digest
}

describe('a layer that may not be pushed', () => {
  const urls = ['https://layers.example/base.tar.gz']
  test.each([foreignType, windowsType])('is not required (%s)', async (mediaType) => {
    const world = await startWorld({ unchecked: true })
    const digest = await putWith(world, { mediaType, urls })
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
  })

  test.each([
    ['without an address', { mediaType: foreignType }],
    ['without any address', { mediaType: foreignType, urls: [] }],
    ['of an ordinary type, which is pulled from the registry', { mediaType: layerType, urls }],
  ])('but not %s', async (_, layer) => {
    const world = await startWorld({ unchecked: true })
    const digest = await putWith(world, layer)
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ name: 'MissingPart' })
  })
})

test('shared layers are requested once, and at most eight at the same time', async () => {
  const world = await startWorld()
  const { digest } = await world.push({ platforms: ['linux/amd64', 'linux/arm64', 'linux/s390x'] })
  world.registry.host.clearLog()
  await world.connect().inspect(digest)
  expect(world.registry.host.log.filter(isHead)).toHaveLength(3)
})
