/** A hash as CycloneDX names it. */
export interface MaterialHash {
  readonly algorithm: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** In hexadecimal. */
  readonly content: string
}

/** What a purl is made of; the library writes it. */
export interface PurlParts {
  readonly type: 'npm' | 'jsr' | 'generic'
  readonly namespace?: string | undefined
  readonly name: string
  readonly version?: string | undefined
  readonly qualifiers?: Readonly<Record<string, string>> | undefined
}

/** One thing that a binary is made of. */
export interface Material {
  /** Names it within the bill: the same for the same thing. */
  readonly ref: string
  readonly type: 'library' | 'file' | 'platform'
  readonly name: string
  readonly group?: string | undefined
  readonly version?: string | undefined
  readonly purl?: PurlParts | undefined
  readonly hash?: MaterialHash | undefined
  /** What the hash is of, if it is not of the thing itself; or why there is none. */
  readonly hashNote?: string | undefined
  /** The refs of what it uses directly. */
  readonly uses: readonly string[]
}

const algorithms = { sha512: 'SHA-512', sha384: 'SHA-384', sha256: 'SHA-256', sha1: 'SHA-1' } as const

/**
 * Returns the strongest hash of an integrity as npm writes it, such as `sha512-<base64>`.
 * @returns undefined if it has no known hash
 */
export function hashOfIntegrity(integrity: string | undefined): MaterialHash | undefined {
  const listed = integrity?.split(/\s+/) ?? []
  for (const [prefix, algorithm] of Object.entries(algorithms)) {
    const found = listed.find((each) => each.startsWith(`${prefix}-`))
    const base64 = found?.slice(prefix.length + 1).split('?')[0]
    if (base64 !== undefined && /^[A-Za-z0-9+/]{20,100}={0,2}$/.test(base64))
      return { algorithm, content: Buffer.from(base64, 'base64').toString('hex') }
  }
  return undefined
}
