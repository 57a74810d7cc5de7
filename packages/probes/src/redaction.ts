import { createHash } from 'node:crypto'

/** The one sink through which everything passes that is kept of an exchange. */
export interface Redaction {
  /** Registers a secret that an answer held. */
  add(secret: string): void
  /** The text without any registered secret, and without what looks like a token. */
  redact(text: string): string
}

/** Shorter texts stand in any other. */
const leastLength = 4

/** The register of the secrets of a run. */
export interface SecretRegister {
  addSecret(secret: string): void
  redact(text: string): string
}

/** Over the runner's register, so that what is kept and what is said lack the same. */
export function createRedaction({ addSecret, redact }: SecretRegister): Redaction {
  const known = new Set<string>()
  return {
    // A probe that is repeated finds the same again, and each time would be a line of the log.
    add: (secret) => {
      if (secret.length >= leastLength && known.size < known.add(secret).size) addSecret(secret)
    },
    redact: (text) => withoutTokens(redact(text)),
  }
}

/** JSON Web Tokens that nobody registered: of one, the digest of its signature is left. Linear in the text. */
function withoutTokens(text: string): string {
  return text.replaceAll(/[\w.-]+/g, (run) => {
    if (!run.includes('eyJ')) return run
    const parts = run.split('.')
    const at = parts.findIndex((part, index) => part.includes('eyJ') && (parts[index + 2]?.length ?? 0) >= 8)
    if (at < 0) return run
    const digest = createHash('sha256')
      .update(parts[at + 2] ?? '')
      .digest('hex')
    return [...parts.slice(0, at), `[token sha256:${digest.slice(0, 12)}]`, ...parts.slice(at + 3)].join('.')
  })
}

/** What a reviewer may see of a request or an answer beside the headers that a probe is about. */
const shownHeaders = new Set([
  ...[
    'accept',
    'access-control-allow-credentials',
    'access-control-allow-headers',
    'access-control-allow-methods',
  ],
  ...['access-control-allow-origin', 'access-control-expose-headers', 'access-control-max-age'],
  ...['access-control-request-headers', 'access-control-request-method', 'age', 'allow', 'cache-control'],
  ...[
    'cf-cache-status',
    'cf-mitigated',
    'cf-ray',
    'cloudflare-workers-version-overrides',
    'content-encoding',
    'content-length',
  ],
  ...[
    'content-type',
    'date',
    'origin',
    'retry-after',
    'server',
    'transfer-encoding',
    'user-agent',
    'vary',
    'x-worker-version',
  ],
])

/** Credentials are not shown even where a probe is about them. */
const neverShown =
  /^(authorization|proxy-authorization|cookie|set-cookie|cf-access-.*|.*-(token|secret|key))$/

export function isNeverShown(header: string): boolean {
  return neverShown.test(header)
}

/** The headers of a list that may be seen, as `name: value`, and how many more there are. */
export function tellHeaders(
  headers: readonly (readonly [name: string, value: string])[],
  also: readonly string[],
): string[] {
  const isShown = ([name]: readonly [string, string]) =>
    !isNeverShown(name) && (shownHeaders.has(name) || also.includes(name))
  const shown = headers.filter(isShown)
  const hidden = headers.length - shown.length
  return [
    ...shown.map(([name, value]) => `${name}: ${value}`),
    ...(hidden > 0 ? [`and ${hidden} more, not shown`] : []),
  ]
}

/**
 * A body as far as a reviewer needs it: of JSON the outline, in which texts are counted and not told, since any could be
 * a secret; of what was meant to be JSON that there is some; of anything else its beginning.
 */
export function tellBody(body: string): string {
  if (body === '') return ''
  try {
    return cut(JSON.stringify(outline(JSON.parse(body))), 600)
  } catch {
    return /^\s*[{["]/.test(body) ? `… ${body.length} characters that are no JSON` : cut(body, 120)
  }
}

function outline(value: unknown): unknown {
  if (typeof value === 'string') return `… ${value.length} characters`
  if (Array.isArray(value)) return value.slice(0, 5).map(outline)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 30)
      .map(([name, each]) => [name, outline(each)]),
  )
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
