import { type Answer, AnswerError } from '../core/answer.ts'
import { type Route, route } from '../core/router.ts'
import type { Blob, State } from './state.ts'

/**
 * Returns the routes behind signed URLs: a block blob, uploaded in blocks with a block list, or in one request.
 * https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
export function blobRoutes(state: State): Route[] {
  const blobOf = (id: string): Blob => {
    const artifact = state.artifacts.find((each) => each.id === id)
    if (!artifact) throw new AnswerError(storageError(404, 'BlobNotFound'))
    return artifact.blob
  }
  return [
    route('PUT', '/blobs/:id', ({ params, query, body }) => {
      if (!query.has('sig')) return storageError(403, 'AuthenticationFailed')
      const blob = blobOf(params.id)
      if (query.get('comp') === 'block') blob.blocks.set(query.get('blockid') ?? '', body)
      else if (query.get('comp') === 'blocklist') blob.bytes = assemble(blob, body.toString())
      else blob.bytes = body
      return { status: 201, headers: storageHeaders(state) }
    }),
    route('GET', '/blobs/:id', ({ params, query }) => {
      if (!query.has('sig')) return storageError(403, 'AuthenticationFailed')
      const { bytes } = blobOf(params.id)
      if (!bytes) return storageError(404, 'BlobNotFound')
      return {
        status: 200,
        headers: { ...storageHeaders(state), 'content-type': 'application/zip' },
        body: bytes,
      }
    }),
  ]
}

function assemble(blob: Blob, list: string): Buffer {
  const blocks = [...list.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => blob.blocks.get(id ?? ''))
  if (blocks.includes(undefined)) throw new AnswerError(storageError(400, 'InvalidBlockList'))
  return Buffer.concat(blocks.filter((block) => block !== undefined))
}

function storageHeaders(state: State): Record<string, string> {
  const at = state.now().toUTCString()
  return {
    'x-ms-request-id': String(state.nextId),
    'x-ms-version': '2025-01-05',
    etag: '"0x1"',
    'last-modified': at,
  }
}

function storageError(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body }
}
