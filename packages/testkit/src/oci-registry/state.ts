import { createHash } from 'node:crypto'
import { type Answer, AnswerError } from '../core/answer.ts'

export interface StoredManifest {
  readonly mediaType: string
  readonly bytes: Buffer
}

/** The contents of one repository of a registry. */
export interface Repository {
  readonly blobs: Map<string, Buffer>
  readonly manifests: Map<string, StoredManifest>
  readonly tags: Map<string, string>
  readonly uploads: Map<string, Buffer>
}

export type Repositories = Map<string, Repository>

export function createRepository(): Repository {
  return { blobs: new Map(), manifests: new Map(), tags: new Map(), uploads: new Map() }
}

/** Returns the digest of bytes, with the algorithm of the given digest; SHA-256 by default. */
export function digestOf(bytes: Uint8Array, like = 'sha256:'): string {
  const algorithm = like.startsWith('sha512:') ? 'sha512' : 'sha256'
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

export function isDigest(text: string): boolean {
  return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text)
}

/**
 * Returns an error as registries write it.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): AnswerError {
  const answer: Answer = {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: { errors: [{ code, message }] },
  }
  return new AnswerError(answer)
}
