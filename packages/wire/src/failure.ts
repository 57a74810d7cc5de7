export type FailureKind =
  | 'cancelled'
  | 'connect'
  | 'dns'
  /** A file of this machine that is sent or written: it changed, is gone, or the disk is full. */
  | 'file'
  | 'malformed'
  /** This machine has no way there: no IPv6, for example. Says nothing about the other side. */
  | 'no-route'
  | 'proxy'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'too-large'

/** What the request waited for. No part of it is sent before `headers`. */
export type Phase = 'queue' | 'connect' | 'tls' | 'headers' | 'body'

/** Why a request got no answer, and when. */
export interface Failure {
  readonly kind: FailureKind
  /** The code of the error, such as `ECONNREFUSED`, or a few words of ours; nothing that the other side wrote. */
  readonly detail: string
  /** The code of the error of the system or of Node, if there is one. */
  readonly code?: string | undefined
  readonly phase: Phase
  /** The connection had served another request before, so that the other side may have closed it in the meantime. */
  readonly reused: boolean
  readonly throughProxy: boolean
  /** The limit that was passed: milliseconds of a `timeout`, bytes of a `too-large`. */
  readonly limit?: number | undefined
  /** The status by which a proxy refused the tunnel. */
  readonly status?: number | undefined
  readonly cause?: unknown
}

interface FaultFacts extends ErrorOptions {
  readonly limit?: number
  readonly status?: number
}

/** Thrown inside an exchange by code that knows what went wrong; any other error is classified by its code. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FailureKind
  readonly limit: number | undefined
  readonly status: number | undefined

  constructor(kind: FailureKind, detail: string, { limit, status, ...options }: FaultFacts = {}) {
    super(detail, options)
    this.kind = kind
    this.limit = limit
    this.status = status
  }
}

/** Codes of a machine that has no way to an address. */
const unroutable = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH'])
/** Codes of the network: with these, nothing is wrong with a certificate. */
const network = new Set([
  ...unroutable,
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'EPIPE',
  'ETIMEDOUT',
])

interface Facts extends Pick<Failure, 'phase' | 'reused' | 'throughProxy'> {
  /** TLS is spoken, with the target or with the proxy. */
  readonly secure: boolean
  /** IPv4 or IPv6 alone was asked for. */
  readonly oneFamily: boolean
}

/** Classifies the error that ended an exchange. */
export function failureOf(error: unknown, { secure, oneFamily, ...rest }: Facts): Failure {
  if (error instanceof Fault) {
    const { kind, message, limit, status, cause } = error
    return { ...rest, kind, detail: message, limit, status, cause }
  }
  const code = codeOf(error)
  const kind = kindOf(code, { ...rest, secure, oneFamily })
  return { ...rest, kind, detail: code ?? 'no code', code, cause: error }
}

function kindOf(code: string | undefined, { phase, secure, oneFamily }: Facts): FailureKind {
  if (code?.startsWith('HPE_')) return 'malformed'
  // If IPv4 and IPv6 would both do, the network is down, or the address of the other family failed too.
  if (code !== undefined && unroutable.has(code) && oneFamily) return 'no-route'
  if (code === 'ENOTFOUND' || code?.startsWith('EAI_')) return 'dns'
  if (phase === 'headers' || phase === 'body') return 'reset'
  return !secure || code === undefined || network.has(code) ? 'connect' : 'tls'
}

function codeOf(error: unknown): string | undefined {
  // The error of several addresses: one that was reached says more than one that was not.
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf)
    return codes.find((code) => code !== undefined && !unroutable.has(code)) ?? codes[0]
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
