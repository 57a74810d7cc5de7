import type { Answer } from '../core/answer.ts'
import type { HostRequest } from '../core/router.ts'
import type { Place } from './blobs.ts'
import { digestOf, isDigest, type Repository, refusal } from './state.ts'

const unknown = () => refusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown')

/**
 * Answers a request for a manifest.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 *
 * @throws AnswerError if the manifest is unknown, or its type is not accepted
 */
export function answerManifest(request: HostRequest, place: Place, reference: string): Answer {
  const { repository } = place
  if (request.method === 'PUT') return putManifest(request, place, reference)
  const digest = isDigest(reference) ? reference : repository.tags.get(reference)
  const manifest = digest === undefined ? undefined : repository.manifests.get(digest)
  if (digest === undefined || manifest === undefined) throw unknown()
  if (request.method === 'DELETE') {
    deleteManifest(repository, reference)
    return { status: 202 }
  }
  // A manifest is found only if the request names its type; `*/*` does not match it.
  if (!acceptedTypes(request).includes(manifest.mediaType)) throw unknown()
  return {
    status: 200,
    headers: { 'content-type': manifest.mediaType, 'docker-content-digest': digest },
    body: manifest.bytes,
  }
}

function acceptedTypes({ headers }: HostRequest): string[] {
  return (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim() ?? '')
}

function putManifest(
  { headers, body }: HostRequest,
  { name, repository, unchecked }: Place,
  reference: string,
): Answer {
  const digest = digestOf(body, reference)
  if (isDigest(reference) && reference !== digest)
    throw refusal(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  const missing = referencesOf(body).find(
    (each) => !repository.blobs.has(each) && !repository.manifests.has(each),
  )
  if (missing !== undefined && !unchecked)
    throw refusal(404, 'MANIFEST_BLOB_UNKNOWN', `blob unknown to registry: ${missing}`)
  repository.manifests.set(digest, { mediaType: headers['content-type'] ?? '', bytes: body })
  if (!isDigest(reference)) repository.tags.set(reference, digest)
  return {
    status: 201,
    headers: { location: `/v2/${name}/manifests/${digest}`, 'docker-content-digest': digest },
  }
}

/** Returns the digests that a manifest or an index names. */
function referencesOf(body: Buffer): string[] {
  try {
    const { config, layers = [], manifests = [] } = JSON.parse(body.toString())
    return [...(config ? [config] : []), ...layers, ...manifests].map(({ digest }) => String(digest))
  } catch {
    throw refusal(400, 'MANIFEST_INVALID', 'manifest invalid')
  }
}

/** Deletes a tag alone, or a digest with all of its tags. */
function deleteManifest({ manifests, tags }: Repository, reference: string): void {
  if (!isDigest(reference)) return void tags.delete(reference)
  manifests.delete(reference)
  for (const [tag, digest] of tags) if (digest === reference) tags.delete(tag)
}

/**
 * Returns one page of the tags of a repository.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 */
export function listTags({ query }: HostRequest, { name, repository }: Place): Answer {
  const all = [...repository.tags.keys()].sort()
  const last = query.get('last')
  const rest = last === null ? all : all.filter((tag) => tag > last)
  const tags = rest.slice(0, Number(query.get('n') ?? all.length))
  const more = tags.length < rest.length && tags.length > 0
  const next = `/v2/${name}/tags/list?n=${tags.length}&last=${tags.at(-1)}`
  return { status: 200, headers: more ? { link: `<${next}>; rel="next"` } : {}, body: { name, tags } }
}
