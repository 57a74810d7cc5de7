export type FailureKind =
  | 'cancelled'
  | 'connect'
  | 'dns'
  | 'malformed'
  /** This machine has no way there: no IPv6, for one. Says nothing about the other side. */
  | 'no-route'
  | 'proxy'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'too-large'

/** How an exchange ended without an answer. */
export interface Failure {
  readonly kind: FailureKind
  /** Code of the error below, such as `ECONNREFUSED`, or a few words of ours; nothing that the other side wrote. */
  readonly detail: string
}

/** Thrown inside an exchange by whoever knows what went wrong; anything else is classified by its code. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FailureKind
  readonly detail: string | undefined
  /** What a proxy answered to CONNECT. */
  readonly status: number | undefined

  constructor(kind: FailureKind, detail?: string, status?: number, options?: ErrorOptions) {
    super(detail ?? kind, options)
    this.kind = kind
    this.detail = detail
    this.status = status
  }
}

const noRoute = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH'])
const connection = new Set([
  ...noRoute,
  'ECONNABORTED',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
])

interface Facts {
  /** What was being waited for when it failed. */
  readonly phase: 'connect' | 'tls' | 'answer'
  /** Whether IPv4 or IPv6 alone was asked for. */
  readonly oneFamily: boolean
}

export function failureOf(error: unknown, facts: Facts): Failure {
  if (error instanceof Fault) return { kind: error.kind, detail: error.message }
  const code = codeOf(error) ?? 'no code'
  return { kind: kindOf(code, facts), detail: code }
}

function kindOf(code: string, { phase, oneFamily }: Facts): FailureKind {
  if (code.startsWith('HPE_')) return 'malformed'
  // Where either would do, the network is down, or the other family's address was tried in vain as well.
  if (noRoute.has(code) && oneFamily) return 'no-route'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns'
  if (phase === 'answer') return 'reset'
  return phase === 'tls' && !connection.has(code) ? 'tls' : 'connect'
}

function codeOf(error: unknown): string | undefined {
  // Where several addresses were tried, the error is of them all: one that was reached tells more than one that was not.
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf)
    return codes.find((code) => code !== undefined && !noRoute.has(code)) ?? codes[0]
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
