import { createHash } from 'node:crypto'

/** Removes secrets from everything that is kept or printed of an exchange. */
export interface Redaction {
  /** Registers a secret that an answer contains. */
  add(secret: string): void
  /** Returns the text without registered secrets and without anything that looks like a token. */
  redact(text: string): string
}

/** A shorter text would be found in almost any other. */
const leastLength = 4

/** The secrets that the run knows. */
export interface SecretRegister {
  addSecret(secret: string): void
  redact(text: string): string
}

/** Returns a redaction that shares the register of the run, so that proofs and log lack the same secrets. */
export function createRedaction({ addSecret, redact }: SecretRegister): Redaction {
  const known = new Set<string>()
  return {
    // A repeated probe finds the same secret again, and each registration is a line of the log.
    add: (secret) => {
      if (secret.length >= leastLength && known.size < known.add(secret).size) addSecret(secret)
    },
    redact: (text) => withoutTokens(redact(text)),
  }
}

/** Replaces each JSON Web Token by a digest of its signature, in time linear in the text. */
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

/** Headers that a proof shows in addition to those that the probe is about. */
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

/** Credentials, which are not shown even if a probe is about them. */
const neverShown =
  /^(authorization|proxy-authorization|cookie|set-cookie|cf-access-.*|.*-(token|secret|key))$/

/** Returns whether a header may hold a credential, so that it is never shown. */
export function isNeverShown(header: string): boolean {
  return neverShown.test(header)
}

/** Returns the headers that may be shown, as `name: value`, and the number of the others. */
export function describeHeaders(
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
 * Returns what a proof shows of a body. Of JSON it is the structure with the length of each text, because any text
 * could be a secret. Of broken JSON it is the length, and of anything else the beginning.
 */
export function describeBody(body: string): string {
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
