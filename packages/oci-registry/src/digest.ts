import { createHash } from 'node:crypto'

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms */
const shapes = { sha256: /^sha256:[0-9a-f]{64}$/, sha512: /^sha512:[0-9a-f]{128}$/ } as const

/** Returns whether this is a digest whose bytes can be checked. */
export function isDigest(text: string): boolean {
  return shapes.sha256.test(text) || shapes.sha512.test(text)
}

/** Returns the digest of bytes, by the algorithm of another digest. */
export function digestLike(digest: string, bytes: Uint8Array): string {
  const [algorithm = ''] = digest.split(':')
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}
