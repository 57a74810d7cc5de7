/** Algorithms that a pin may use, with the hexadecimal digits that each has. */
const lengths = { sha256: 64, sha512: 128 } as const

export type DigestAlgorithm = keyof typeof lengths

export const digestAlgorithms = Object.keys(lengths) as readonly DigestAlgorithm[]

/**
 * Reads a digest by the grammar of the image specification, from its first character to its last. Registered
 * algorithms have a length of their own, and their digits are never upper case.
 *
 * @param allowed the algorithms that are accepted; any other one is a problem
 * @returns the digest as it was given, or a `problem` that completes "the digest …"
 * @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
export function parseDigest(
  text: string,
  allowed: readonly DigestAlgorithm[] = ['sha256'],
): { readonly digest: string } | { readonly problem: string } {
  const parts = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)$/.exec(text)
  const [, algorithm = '', encoded = ''] = parts ?? []
  if (parts === null || text.length > 300)
    return { problem: 'is not a digest: it must be an algorithm, a colon and digits, such as sha256:0123…' }
  if (!allowed.some((each) => each === algorithm))
    return { problem: `is of an algorithm that does not count here: it must be ${allowed.join(' or ')}` }
  const length = lengths[algorithm as DigestAlgorithm]
  if (encoded.length !== length)
    return { problem: `has ${encoded.length} digits after ${algorithm}:, and must have ${length}` }
  if (!/^[0-9a-f]+$/.test(encoded))
    return { problem: `holds other characters than 0-9 and a-f after ${algorithm}:` }
  return { digest: text }
}
