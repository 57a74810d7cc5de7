import { randomUUID } from 'node:crypto'
import type { Answer } from '../core/answer.ts'
import type { HostRequest } from '../core/router.ts'
import { digestOf, isDigest, type Repositories, type Repository, refusal } from './state.ts'

/** The repository of a request: its name and its contents. */
export interface Place {
  readonly name: string
  readonly repository: Repository
  readonly repositories: Repositories
  /** Whether a manifest is accepted although a part of it is missing. */
  readonly unchecked: boolean
}

/**
 * Answers a request for a blob. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs
 *
 * @throws AnswerError if the blob is unknown
 */
export function answerBlob(request: HostRequest, { repository }: Place, digest: string): Answer {
  const blob = repository.blobs.get(digest)
  if (blob === undefined) throw refusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  if (request.method === 'DELETE') {
    repository.blobs.delete(digest)
    return { status: 202 }
  }
  return { status: 200, headers: { 'docker-content-digest': digest }, body: blob }
}

/**
 * Begins an upload, in one piece or several, or mounts a blob from another repository.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 */
export function beginUpload({ query, body }: HostRequest, place: Place): Answer {
  const whole = query.get('digest')
  if (whole !== null) return keep(place, whole, body)
  const mount = query.get('mount')
  const source =
    mount === null ? undefined : place.repositories.get(query.get('from') ?? '')?.blobs.get(mount)
  if (mount !== null && source !== undefined) return keep(place, mount, source)
  const id = randomUUID()
  place.repository.uploads.set(id, Buffer.alloc(0))
  return accepted(place, id, 0)
}

/**
 * Answers the requests of an upload that has begun.
 *
 * @throws AnswerError if the upload is unknown
 */
export function continueUpload(request: HostRequest, place: Place, id: string): Answer {
  const { uploads } = place.repository
  const before = uploads.get(id)
  if (before === undefined) throw refusal(404, 'BLOB_UPLOAD_UNKNOWN', 'upload unknown to registry')
  switch (request.method) {
    case 'GET':
      return { ...accepted(place, id, before.length), status: 204 }
    case 'DELETE':
      uploads.delete(id)
      return { status: 204 }
    case 'PATCH': {
      const after = append(before, request)
      uploads.set(id, after)
      return accepted(place, id, after.length)
    }
    default: {
      const kept = keep(place, request.query.get('digest') ?? '', append(before, request))
      uploads.delete(id)
      return kept
    }
  }
}

function append(before: Buffer, { headers, body }: HostRequest): Buffer {
  const start = /^(\d+)-\d+$/.exec(headers['content-range'] ?? '')?.[1]
  if (start !== undefined && Number(start) !== before.length)
    throw refusal(416, 'BLOB_UPLOAD_INVALID', 'chunk out of order')
  return Buffer.concat([before, body])
}

function keep({ name, repository }: Place, digest: string, bytes: Buffer): Answer {
  if (!isDigest(digest) || digestOf(bytes, digest) !== digest)
    throw refusal(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  repository.blobs.set(digest, bytes)
  return {
    status: 201,
    headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest },
  }
}

function accepted({ name }: Place, id: string, length: number): Answer {
  return {
    status: 202,
    headers: {
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(0, length - 1)}`,
      'docker-upload-uuid': id,
    },
  }
}
