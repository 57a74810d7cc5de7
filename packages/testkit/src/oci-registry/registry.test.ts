import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { type OciRegistry, type OciRegistryOptions, pushImage, startRegistry } from './index.ts'

const open: OciRegistry[] = []
async function start(options?: OciRegistryOptions): Promise<OciRegistry> {
  const registry = await startRegistry(options)
  open.push(registry)
  return registry
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((registry) => registry.close()))
})

const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const read = <Shape>(answer: Response) => answer.json() as Promise<Shape>
const codeOf = async (answer: Response) => {
  const { errors } = await read<{ errors: { code: string }[] }>(answer)
  return [answer.status, errors[0]?.code]
}
interface Manifest {
  readonly config: { readonly digest: string }
  readonly layers: readonly { readonly digest: string }[]
}
const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json'

describe('a pushed image', () => {
  test.each([undefined, 7])(
    'is pulled with the bytes that were pushed (pieces of %s bytes)',
    async (chunkBytes) => {
      const { url, digests, tags } = await start()
      const options = {
        platforms: ['linux/amd64', 'linux/arm64/v8'],
        annotations: { a: 'b' },
        labels: { c: 'd' },
      }
      const target = { url, repository: 'acme/deep/runtime', tag: 'v1', ...(chunkBytes && { chunkBytes }) }
      const { digest, images } = await pushImage(target, options)
      const at = (path: string) => fetch(`${url}/v2/acme/deep/runtime/${path}`, { headers: { accept } })

      const byTag = await at('manifests/v1')
      expect(byTag.headers.get('docker-content-digest')).toBe(digest)
      const index = new Uint8Array(await byTag.arrayBuffer())
      expect(digestOf(index)).toBe(digest)
      expect(JSON.parse(Buffer.from(index).toString())).toMatchObject({
        annotations: { a: 'b' },
        manifests: [
          { platform: { os: 'linux', architecture: 'amd64' } },
          { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
        ],
      })
      const manifest = await read<Manifest>(await at(`manifests/${images[1]?.digest}`))
      const config = await read<{ rootfs: { diff_ids: string[] } }>(
        await at(`blobs/${manifest.config.digest}`),
      )
      expect(config).toMatchObject({ architecture: 'arm64', variant: 'v8', config: { Labels: { c: 'd' } } })
      const layer = new Uint8Array(await (await at(`blobs/${manifest.layers[0]?.digest}`)).arrayBuffer())
      expect(digestOf(layer)).toBe(manifest.layers[0]?.digest)
      const tar = gunzipSync(layer)
      expect(digestOf(tar)).toBe(config.rootfs.diff_ids[0])
      expect(tar.toString()).toContain('hello on linux/arm64/v8')
      expect(digests('acme/deep/runtime')).toEqual([...images.map((image) => image.digest), digest])
      expect(tags('acme/deep/runtime')).toEqual({ v1: digest })
    },
  )

  test('has the same digest each time, and another one for other content', async () => {
    const { url } = await start()
    const target = { url, repository: 'acme/runtime' }
    const [first, again, other] = [
      await pushImage(target),
      await pushImage(target),
      await pushImage(target, { content: 'bye' }),
    ]
    expect(again.digest).toBe(first.digest)
    expect(other.digest).not.toBe(first.digest)
  })

  test('is deleted with its tags, and deleting a tag leaves the image', async () => {
    const { url, tags } = await start()
    const { digest } = await pushImage({ url, repository: 'acme/runtime', tag: 'v1' })
    await pushImage({ url, repository: 'acme/runtime', tag: 'v2' })
    const remove = (reference: string) =>
      fetch(`${url}/v2/acme/runtime/manifests/${reference}`, { method: 'DELETE' })
    expect((await remove('v1')).status).toBe(202)
    expect(tags('acme/runtime')).toEqual({ v2: digest })
    expect((await remove(digest)).status).toBe(202)
    expect(tags('acme/runtime')).toEqual({})
    expect(await codeOf(await remove(digest))).toEqual([404, 'MANIFEST_UNKNOWN'])
  })

  test('is listed by its tags, page by page', async () => {
    const { url } = await start()
    for (const tag of ['a', 'b', 'c']) await pushImage({ url, repository: 'acme/runtime', tag })
    const first = await fetch(`${url}/v2/acme/runtime/tags/list?n=2`)
    expect(await first.json()).toEqual({ name: 'acme/runtime', tags: ['a', 'b'] })
    expect(first.headers.get('link')).toBe('</v2/acme/runtime/tags/list?n=2&last=b>; rel="next"')
    const last = await fetch(`${url}/v2/acme/runtime/tags/list?n=2&last=b`)
    expect(await last.json()).toMatchObject({ tags: ['c'] })
    expect(last.headers.get('link')).toBeNull()
  })

  test('answers HEAD with its length and no body', async () => {
    const { url } = await start()
    const { digest } = await pushImage({ url, repository: 'acme/runtime' })
    const answer = await fetch(`${url}/v2/acme/runtime/manifests/${digest}`, {
      method: 'HEAD',
      headers: { accept },
    })
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100)
    expect(await answer.text()).toBe('')
  })
})

describe('what real registries refuse', () => {
  test('bytes that do not match the digest', async () => {
    const { url } = await start()
    const wrong = `sha256:${'0'.repeat(64)}`
    const post = await fetch(`${url}/v2/acme/runtime/blobs/uploads/?digest=${wrong}`, {
      method: 'POST',
      body: 'x',
    })
    expect(await codeOf(post)).toEqual([400, 'DIGEST_INVALID'])
    const body = '{"layers":[]}'
    const put = await fetch(`${url}/v2/acme/runtime/manifests/${wrong}`, { method: 'PUT', body })
    expect(await codeOf(put)).toEqual([400, 'DIGEST_INVALID'])
  })

  test('a manifest with missing parts, or an invalid one', async () => {
    const { url } = await start()
    const put = (body: string) => fetch(`${url}/v2/acme/runtime/manifests/v1`, { method: 'PUT', body })
    expect(await codeOf(await put(JSON.stringify({ layers: [{ digest: 'sha256:no' }] })))).toEqual([
      404,
      'MANIFEST_BLOB_UNKNOWN',
    ])
    expect(await codeOf(await put('no'))).toEqual([400, 'MANIFEST_INVALID'])
  })

  test('a manifest type that the request does not accept', async () => {
    const { url } = await start()
    const { digest } = await pushImage({ url, repository: 'acme/runtime' })
    const get = (type: string) =>
      fetch(`${url}/v2/acme/runtime/manifests/${digest}`, { headers: { accept: type } })
    expect(await codeOf(await get('application/vnd.docker.distribution.manifest.v2+json'))).toEqual([
      404,
      'MANIFEST_UNKNOWN',
    ])
    expect(await codeOf(await get('*/*'))).toEqual([404, 'MANIFEST_UNKNOWN'])
    expect((await get(`${accept};q=0.9`)).status).toBe(200)
  })

  test('a piece out of order', async () => {
    const { url } = await start()
    const begun = await fetch(`${url}/v2/acme/runtime/blobs/uploads/`, { method: 'POST' })
    const place = `${url}${begun.headers.get('location')}`
    const headers = { 'content-range': '5-6' }
    expect((await fetch(place, { method: 'PATCH', headers, body: 'xx' })).status).toBe(416)
    expect((await fetch(place, { method: 'PATCH', body: 'abc' })).headers.get('range')).toBe('0-2')
    expect((await fetch(place)).status).toBe(204)
    expect((await fetch(place, { method: 'DELETE' })).status).toBe(204)
    expect((await fetch(place)).status).toBe(404)
  })

  test('more pulls than allowed', async () => {
    const { url } = await start({ pullLimit: 1 })
    const { digest } = await pushImage({ url, repository: 'acme/runtime' })
    const get = () => fetch(`${url}/v2/acme/runtime/manifests/${digest}`, { headers: { accept } })
    expect((await get()).status).toBe(200)
    const second = await get()
    expect(second.headers.get('retry-after')).toBe('3600')
    expect(await codeOf(second)).toEqual([429, 'TOOMANYREQUESTS'])
  })
})

describe('permissions', () => {
  test.each([
    [
      'github',
      /^Bearer realm="http:\/\/127\.0\.0\.1:\d+\/token",service="127\.0\.0\.1:\d+",scope="repository:acme\/runtime:pull"$/,
    ],
    ['docker-hub', /^Bearer realm="http:\/\/127\.0\.0\.1:\d+\/token",service=/],
    ['gitea', /^Bearer realm="[^"]+\/v2\/token",service="container_registry",scope="\*", Basic realm=/],
    ['basic', /^Basic realm=/],
  ] as const)('a request without credentials gets the challenge of %s', async (access, challenge) => {
    const { url } = await start({ access })
    const answer = await fetch(`${url}/v2/acme/runtime/manifests/v1`)
    expect(answer.headers.get('www-authenticate')).toMatch(challenge)
    expect(await codeOf(answer)).toEqual([401, 'UNAUTHORIZED'])
  })

  test('a token is valid for its repository only', async () => {
    const { url, host } = await start({ access: 'github', users: { ada: 'x' } })
    const target = { url, username: 'ada', password: 'x' }
    await pushImage({ ...target, repository: 'acme/runtime', tag: 'v1' })
    const basic = { authorization: `Basic ${btoa('ada:x')}` }
    const { token } = await read<{ token: string }>(
      await fetch(`${url}/token?scope=repository:acme/other:pull`, { headers: basic }),
    )
    const headers = { authorization: `Bearer ${token}`, accept }
    expect((await fetch(`${url}/v2/acme/runtime/manifests/v1`, { headers })).status).toBe(401)
    expect(host.log.at(-1)).toMatchObject({ token: 'ada', status: 401 })
  })

  test('anyone may pull a public image, and only users may push', async () => {
    const { url } = await start({ access: 'docker-hub', users: { ada: 'x' }, publicPull: true })
    await expect(pushImage({ url, repository: 'acme/runtime' })).rejects.toThrow('401')
  })
})
