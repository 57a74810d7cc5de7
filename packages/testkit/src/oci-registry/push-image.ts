import { buildImage, type ImageOptions, type Part } from './image.ts'

export type { ImageOptions } from './image.ts'

/** The registry and repository to push to, over HTTP. */
export interface PushTarget {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly repository: string
  readonly tag?: string
  readonly username?: string
  readonly password?: string
  /** Uploads the layers in pieces of this many bytes; without it, whole. */
  readonly chunkBytes?: number
}

export interface PushedImage {
  readonly digest: string
  readonly mediaType: string
  /** The size of the index, or of the manifest of a single image, in bytes. */
  readonly size: number
  /** The images in the index; empty for a single image. */
  readonly images: readonly { readonly platform: string; readonly digest: string; readonly size: number }[]
  /** Digests of the configurations, in the order of the platforms. */
  readonly configs: readonly string[]
  /** Digests of the layers, in the order of the platforms. */
  readonly layers: readonly string[]
}

/**
 * Builds an image and pushes it, as `docker buildx` does.
 * @throws Error if the registry does not confirm a push
 */
export async function pushImage(target: PushTarget, options: ImageOptions = {}): Promise<PushedImage> {
  const image = buildImage(options)
  const send = openPush(target)
  for (const manifest of [...image.children, image]) {
    for (const blob of manifest.blobs) await pushBlob(send, blob, target.chunkBytes)
    const reference = manifest === image ? (target.tag ?? image.digest) : manifest.digest
    await pushManifest(send, manifest, reference)
  }
  const manifests = image.children.length > 0 ? image.children : [image]
  return {
    digest: image.digest,
    mediaType: image.mediaType,
    size: image.bytes.length,
    images: image.children.map(({ platform, digest, bytes }) => ({ platform, digest, size: bytes.length })),
    configs: manifests.flatMap(({ blobs: [config] }) => (config ? [config.digest] : [])),
    layers: manifests.flatMap(({ blobs: [, ...layers] }) => layers.map(({ digest }) => digest)),
  }
}

type Send = (
  method: string,
  path: string,
  expected: number,
  body?: Buffer,
  headers?: Readonly<Record<string, string>>,
) => Promise<Response>

async function pushManifest(send: Send, { mediaType, bytes }: Part, reference: string): Promise<void> {
  await send('PUT', `/manifests/${reference}`, 201, bytes, { 'content-type': mediaType })
}

async function pushBlob(send: Send, { digest, bytes }: Part, chunkBytes?: number): Promise<void> {
  let place = (await send('POST', '/blobs/uploads/', 202)).headers.get('location') ?? ''
  for (let at = 0; chunkBytes !== undefined && at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes)
    const range = { 'content-range': `${at}-${at + chunk.length - 1}` }
    place = (await send('PATCH', place, 202, chunk, range)).headers.get('location') ?? ''
  }
  const rest = chunkBytes === undefined ? bytes : undefined
  await send('PUT', `${place}${place.includes('?') ? '&' : '?'}digest=${digest}`, 201, rest)
}

/** Returns a function that sends to one repository; an absolute path, such as that of a Location, is used unchanged. */
function openPush({ url, repository, username = '', password = '' }: PushTarget): Send {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  let authorization: string | undefined
  return async function send(method, path, expected, body, headers = {}) {
    const isWhole = path.startsWith('/v2/') || path.startsWith('http')
    const address = new URL(isWhole ? path : `/v2/${repository}${path}`, url)
    const once = () =>
      fetch(address, {
        method,
        headers: { ...headers, ...(authorization && { authorization }) },
        ...(body && { body: new Uint8Array(body) }),
      })
    let answer = await once()
    const challenge = answer.headers.get('www-authenticate')
    if (answer.status === 401 && challenge !== null) {
      authorization = challenge.startsWith('Bearer ') ? await fetchToken(challenge, basic) : basic
      answer = await once()
    }
    if (answer.status === expected) return answer
    throw new Error(`${method} ${address.pathname} answered ${answer.status}: ${await answer.text()}`)
  }
}

/** Uses only the first challenge: the second one has parameters of the same names. */
async function fetchToken(challenge: string, authorization: string): Promise<string> {
  const parameters = new Map(
    [...challenge.replace(/, Basic .*/, '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  const realm = new URL(parameters.get('realm') ?? '')
  realm.searchParams.set('service', parameters.get('service') ?? '')
  realm.searchParams.set('scope', parameters.get('scope') ?? '')
  const answer = await fetch(realm, { headers: { authorization } })
  const { token } = (await answer.json()) as { token?: string }
  return `Bearer ${token}`
}
