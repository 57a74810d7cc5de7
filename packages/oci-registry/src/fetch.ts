import { OutsideError } from '@suite/errors'
import { type Answer, HttpError, type HttpRequest, type Transport } from '@suite/http'
import { refuseAddress } from './addresses.ts'
import { digestLike } from './digest.ts'
import { indexTypes, manifestTypes } from './documents.ts'
import { quote } from './quote.ts'
import { registryReasons } from './reasons.ts'
import { isAbsence, refuse } from './refusal.ts'
import type { Session } from './session.ts'

/** What registries promise to keep. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
const mostManifestBytes = 4 * 1024 * 1024

export interface Fetched {
  readonly bytes: Uint8Array
  readonly contentType: string | undefined
}

/** Reads what a repository holds, by digest alone; the bytes are those of the digest, whatever a header says. */
export interface Store {
  /** `undefined`: there is none. */
  manifest(digest: string): Promise<Fetched | undefined>
  blob(digest: string): Promise<Fetched | undefined>
}

export function openStore(
  session: Session,
  {
    transport,
    registry,
    repository,
  }: { readonly transport: Transport; readonly registry: URL; readonly repository: string },
): Store {
  const base = `${registry.origin}/v2/${repository}`
  // Without gzip: what is hashed is what is stored.
  const plain = { 'accept-encoding': 'identity' }

  return {
    async manifest(digest) {
      const accept = [...indexTypes, ...manifestTypes].join(', ')
      const url = `${base}/manifests/${digest}`
      const request = { method: 'GET', url, headers: { ...plain, accept }, maxBytes: mostManifestBytes }
      return judge(await session.send(request), digest, url)
    },
    async blob(digest) {
      const url = `${base}/blobs/${digest}`
      return judge(await sendForBlob({ method: 'GET', url, headers: plain }), digest, url)
    },
  }

  function judge(answer: Answer, digest: string, url: string): Fetched | undefined {
    if (isAbsence(answer)) return undefined
    const { pathname } = new URL(url)
    if (answer.status !== 200)
      throw refuse(answer, { to: `read ${quote(repository)}`, request: `GET ${pathname}` }, session.known)
    const actual = digestLike(digest, answer.body)
    if (actual === digest) return { bytes: answer.body, contentType: answer.headers.get('content-type') }
    throw new OutsideError(
      registryReasons['digest-mismatch'],
      `the registry ${registry.host} was asked for ${digest}, and what it gave has the digest ${actual}`,
      'The registry, or something in between, gives other bytes than were pushed. Trust nothing of this image; push it again.',
    )
  }

  /**
   * Registries keep blobs elsewhere and say so with a redirect: it is followed once, with nothing that proves who
   * asks. The transport follows none and tells of none where it repeats, hence the second question.
   */
  async function sendForBlob(request: HttpRequest): Promise<Answer> {
    try {
      return await session.send(request)
    } catch (error) {
      if (!(error instanceof HttpError && error.kind === 'redirect')) throw error
      const redirect = await session.send({ ...request, raw: true })
      const target = readTarget(redirect, request.url, error)
      return transport.send({
        ...request,
        url: target.href,
        route: `${target.origin} (storage of ${registry.host})`,
      })
    }
  }

  function readTarget({ headers }: Answer, base: string, error: HttpError): URL {
    const location = headers.get('location') ?? ''
    if (location === '' || !URL.canParse(location, base)) throw error
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
