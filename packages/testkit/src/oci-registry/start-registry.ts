import type { Answer } from '../core/answer.ts'
import { type Host, startHost } from '../core/host.ts'
import { type HostRequest, route } from '../core/router.ts'
import { type AccessKind, createAccess } from './access.ts'
import { answerBlob, beginUpload, continueUpload, type Place } from './blobs.ts'
import { answerManifest, listTags } from './manifests.ts'
import { createRepository, type Repositories, refusal } from './state.ts'

export interface OciRegistryOptions {
  /** How it authenticates; by default not at all. */
  readonly access?: AccessKind
  /** Names and passwords of the users who may pull and push. */
  readonly users?: Readonly<Record<string, string>>
  /** Whether anyone may pull if it authenticates. Default: false. */
  readonly publicPull?: boolean
  /** Whether blobs are on a separate host, with a 307 to it; `true` only for GET, otherwise for HEAD too. */
  readonly separateStorage?: boolean | 'for HEAD too'
  /** Whether answers omit the header with the digest. */
  readonly withoutDigestHeader?: boolean
  /** Accepts a manifest with missing parts, as registries do for layers that may not be pushed. */
  readonly unchecked?: boolean
  /** How many manifests may be read before the answer is 429. */
  readonly pullLimit?: number
}

/** A registry on loopback. */
export interface OciRegistry {
  readonly url: string
  /** `127.0.0.1:<port>`, as in the names of its images. */
  readonly address: string
  readonly host: Host
  /** The host of the token server, if it is separate. */
  readonly tokenHost: Host
  /** The host of the blobs, if it is separate. */
  readonly storageHost: Host
  /** Returns the secrets that it gave to whoever asked: tokens, and the signature of its storage. */
  secrets(): readonly string[]
  /** Returns the digests of the manifests and indexes of a repository, in the order of their pushes. */
  digests(repository: string): string[]
  /** Returns the tags of a repository with their digests. */
  tags(repository: string): Readonly<Record<string, string>>
  /** Replaces the bytes of a digest, which a registry must never do. */
  tamper(repository: string, digest: string, bytes: Buffer): void
  /** Removes a manifest or a blob, even if something refers to it. */
  lose(repository: string, digest: string): void
  close(): Promise<void>
}

const signature = 'storage-signature'
const methods = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'] as const

export async function startRegistry({
  access: kind = 'none',
  users = {},
  publicPull = false,
  separateStorage = false,
  withoutDigestHeader = false,
  unchecked = false,
  pullLimit = Number.POSITIVE_INFINITY,
}: OciRegistryOptions = {}): Promise<OciRegistry> {
  const repositories: Repositories = new Map()
  const open: { registry?: Host; tokens?: Host } = {}
  let pulls = 0

  const access = createAccess(
    { kind, users, publicPull },
    { registry: () => open.registry?.url ?? '', tokens: () => open.tokens?.url ?? '' },
  )

  function answer(request: HostRequest): Answer {
    const found = findEndpoint(request.path)
    access.require(request, found?.name)
    if (request.path === '/v2/') return { status: 200, body: {} }
    if (found === undefined) throw refusal(404, 'NAME_UNKNOWN', 'repository name not known to registry')
    const { name, rest } = found
    const repository = repositories.get(name) ?? createRepository()
    const place: Place = { name, repository, repositories, unchecked }
    const given = answerIn(request, place, rest)
    if (repository.blobs.size + repository.uploads.size + repository.manifests.size > 0)
      repositories.set(name, repository)
    return given
  }

  function answerIn(request: HostRequest, place: Place, rest: readonly string[]): Answer {
    const [kindOfThing = '', id = '', upload = ''] = rest
    if (kindOfThing === 'tags') return listTags(request, place)
    if (kindOfThing === 'manifests') {
      const isPull = request.method === 'GET'
      if (isPull && ++pulls > pullLimit)
        throw refusal(429, 'TOOMANYREQUESTS', 'you have reached your pull rate limit', {
          'retry-after': '3600',
        })
      return answerManifest(request, place, id)
    }
    if (id !== 'uploads') {
      const blob = answerBlob(request, place, id)
      const leads =
        request.method === 'GET' || (request.method === 'HEAD' && separateStorage === 'for HEAD too')
      const elsewhere = separateStorage !== false && leads
      return elsewhere ? { status: 307, headers: { location: locate(place.name, id) } } : blob
    }
    return upload === '' ? beginUpload(request, place) : continueUpload(request, place, upload)
  }

  /** Returns a signed address, as real storage does. */
  function locate(name: string, digest: string): string {
    return `${storageHost.url}/blobs/${name}/${digest}?signature=${signature}`
  }

  const storageHost = await startHost({
    routes: (['GET', 'HEAD'] as const).map((method) =>
      route(method, '/blobs/:path*', ({ params: { path = '' }, query, headers }) => {
        const slash = path.lastIndexOf('/')
        const body = repositories.get(path.slice(0, slash))?.blobs.get(path.slice(slash + 1))
        // Real storage refuses a signed request that has other credentials too.
        const refused = query.get('signature') !== signature || headers.authorization !== undefined
        return refused || body === undefined ? { status: refused ? 400 : 404 } : { status: 200, body }
      }),
    ),
  })
  const tokenRoutes = ['/token', '/v2/token'].map((path) => route('GET', path, access.grant))
  const tokenHost = await startHost({ routes: tokenRoutes })
  const host = await startHost({
    routes: [...tokenRoutes, ...methods.map((method) => route(method, '/v2/:path*', answer))],
    identify: access.identify,
    finish: (_, given) => {
      const { 'docker-content-digest': digest, ...others } = given.headers ?? {}
      const shown =
        digest === undefined || withoutDigestHeader ? others : { ...others, 'docker-content-digest': digest }
      return { ...given, headers: { 'docker-distribution-api-version': 'registry/2.0', ...shown } }
    },
  })
  open.registry = host
  open.tokens = tokenHost

  const repositoryOf = (name: string) => repositories.get(name) ?? createRepository()
  return {
    url: host.url,
    address: new URL(host.url).host,
    host,
    tokenHost,
    storageHost,
    secrets: () => [...access.tokens(), signature],
    digests: (name) => [...repositoryOf(name).manifests.keys()],
    tags: (name) => Object.fromEntries(repositoryOf(name).tags),
    tamper(name, digest, bytes) {
      const { manifests, blobs } = repositoryOf(name)
      const manifest = manifests.get(digest)
      if (manifest) manifests.set(digest, { ...manifest, bytes })
      else if (blobs.has(digest)) blobs.set(digest, bytes)
      else throw new Error(`there is no ${digest} in ${name}`)
    },
    lose(name, digest) {
      const { manifests, blobs } = repositoryOf(name)
      if (!manifests.delete(digest) && !blobs.delete(digest))
        throw new Error(`there is no ${digest} in ${name}`)
    },
    async close() {
      await Promise.all([host.close(), tokenHost.close(), storageHost.close()])
    },
  }
}

/** Splits `/v2/<name>/(manifests|blobs|tags)/…`: names contain slashes, so the last such word separates. */
function findEndpoint(path: string): { readonly name: string; readonly rest: readonly string[] } | undefined {
  const segments = path.split('/').slice(2).map(decodeURIComponent)
  const at = segments.findLastIndex((segment, index) => index > 0 && isEndpoint(segment))
  return at < 0 ? undefined : { name: segments.slice(0, at).join('/'), rest: segments.slice(at) }
}

function isEndpoint(segment: string): boolean {
  return segment === 'manifests' || segment === 'blobs' || segment === 'tags'
}
