import { OutsideError } from '@suite/errors'
import { type Answer, HttpError, type HttpRequest, type Transport } from '@suite/http'
import { refuseAddress } from './addresses.ts'
import { digestLike } from './digest.ts'
import { indexTypes, manifestTypes } from './documents.ts'
import { quote } from './quote.ts'
import { registryReasons } from './reasons.ts'
import { isAbsence, refuse, unreadable } from './refusal.ts'
import type { Session } from './session.ts'

/**
 * The largest manifest that registries must accept.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
 */
const mostManifestBytes = 4 * 1024 * 1024

export interface Fetched {
  readonly bytes: Uint8Array
  readonly contentType: string | undefined
}

/** Reads a repository by digest only. The bytes always have that digest, even if a header gives another one. */
export interface Store {
  /** Returns undefined if there is no such document. */
  manifest(digest: string): Promise<Fetched | undefined>
  blob(digest: string): Promise<Fetched | undefined>
  /** Returns the facts of a blob without its bytes; undefined if it does not exist. */
  find(digest: string): Promise<Found | undefined>
}

/** A blob that exists. */
export interface Found {
  /** `undefined` if the registry does not say. */
  readonly size: number | undefined
}

/**
 * Returns a reader of one repository by digest.
 * @throws OutsideError from its methods: `registry-refused`, `digest-mismatch`, or `image-unreadable`
 */
export function openStore(
  session: Session,
  {
    transport,
    registry,
    repository,
  }: { readonly transport: Transport; readonly registry: URL; readonly repository: string },
): Store {
  const base = `${registry.origin}/v2/${repository}`
  // Without gzip, because the stored bytes are hashed.
  const plain = { 'accept-encoding': 'identity' }

  return {
    async manifest(digest) {
      const accept = [...indexTypes, ...manifestTypes].join(', ')
      const url = `${base}/manifests/${digest}`
      const request = { method: 'GET', url, headers: { ...plain, accept }, maxBytes: mostManifestBytes }
      try {
        return judge(await session.send(request), digest, url)
      } catch (error) {
        if (!(error instanceof HttpError && error.kind === 'too-large')) throw error
        throw unreadable(`${digest} is larger than 4 MiB, more than a registry has to keep as a manifest`)
      }
    },
    async blob(digest) {
      const url = `${base}/blobs/${digest}`
      return judge(await sendForBlob({ method: 'GET', url, headers: plain }), digest, url)
    },
    async find(digest) {
      const url = `${base}/blobs/${digest}`
      const head = await sendForBlob({ method: 'HEAD', url, headers: plain })
      if (isAbsence(head)) return undefined
      const size = sizeIn(head.headers.get('content-length'))
      if (head.status === 200 && size !== undefined) return { size }
      // Some storage is signed for GET only, and some servers support no HEAD or give no length.
      const headers = { ...plain, range: 'bytes=0-0' }
      const part = await sendForBlob({ method: 'GET', url, headers, maxBytes: mostManifestBytes })
      if (isAbsence(part)) return undefined
      if (part.status === 206) return { size: sizeIn(part.headers.get('content-range')?.split('/').at(-1)) }
      if (part.status === 200) return { size: part.body.length }
      throw refusalFor(part, url)
    },
  }

  function refusalFor(answer: Answer, url: string): OutsideError {
    // Not the rest of the address: it has a signature.
    const { origin } = new URL(answer.url)
    const from = origin === registry.origin ? '' : `, redirected to ${origin},`
    const purpose = { to: `read ${quote(repository)}`, request: `GET ${new URL(url).pathname}${from}` }
    return refuse(answer, purpose, session.standing)
  }

  function judge(answer: Answer, digest: string, url: string): Fetched | undefined {
    if (isAbsence(answer)) return undefined
    if (answer.status !== 200) throw refusalFor(answer, url)
    const actual = digestLike(digest, answer.body)
    if (actual === digest) return { bytes: answer.body, contentType: answer.headers.get('content-type') }
    throw new OutsideError(
      registryReasons['digest-mismatch'],
      `the registry ${registry.host} was asked for ${digest}, but its answer has the digest ${actual}`,
      'The registry, or something in between, gives other bytes than were pushed. Trust nothing of this image; push it again.',
    )
  }

  /**
   * Reads a blob. Registries keep blobs elsewhere and redirect to them. One redirect is followed, without credentials.
   */
  async function sendForBlob(request: HttpRequest): Promise<Answer> {
    const answer = await session.send({ ...request, redirects: true })
    if (answer.status < 300 || answer.status > 399) return answer
    const target = readTarget(answer, request.url)
    return transport.send({
      ...request,
      url: target.href,
      route: `${target.origin} (storage of ${registry.host})`,
    })
  }

  function readTarget({ status, headers }: Answer, base: string): URL {
    const location = headers.get('location') ?? ''
    if (location === '' || !URL.canParse(location, base))
      throw new OutsideError(
        registryReasons['registry-refused'],
        `the registry ${registry.host} answered ${status} for a part of the image, a redirect, which is not followed: it names no address`,
        'Look at the registry and at what is in front of it.',
      )
    const target = new URL(location, base)
    const wrong = refuseAddress(target, registry)
    if (wrong === undefined) return target
    throw new OutsideError(
      registryReasons['registry-refused'],
      `the registry ${registry.host} keeps the image at ${quote(target.origin)}, which is refused: ${wrong}`,
      'The storage that a registry names must be https, and reachable from outside.',
    )
  }
}

function sizeIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
