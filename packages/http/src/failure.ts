import { type FailureKind, Fault } from '@suite/wire'

/** What was being waited for. Nothing has been sent before `headers`. */
export type Phase = 'queue' | 'connect' | 'headers' | 'body'

export interface Failure {
  readonly kind: FailureKind
  readonly phase: Phase
  /** The connection had served an earlier request, and may have been closed at the other end since. */
  readonly reused: boolean
  readonly throughProxy: boolean
  /** Code of the error below, such as `ECONNREFUSED`, or a few words of ours. */
  readonly detail?: string | undefined
  /** What a proxy answered to CONNECT. */
  readonly status?: number | undefined
  readonly cause?: unknown
}

/** Codes of the system's network, in whose company nothing is wrong with a certificate. */
const network = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Says what kind of failure an error is. `secure`: the exchange speaks TLS. */
export function classifyFailure(
  error: unknown,
  facts: Pick<Failure, 'phase' | 'reused' | 'throughProxy'> & { readonly secure: boolean },
): Failure {
  const { secure, ...rest } = facts
  if (error instanceof Fault) {
    return { ...rest, kind: error.kind, detail: error.detail, status: error.status, cause: error.cause }
  }
  const detail = codeOf(error)
  return { ...rest, kind: kindOf(detail, rest.phase, secure), detail, cause: error }
}

function kindOf(code: string | undefined, phase: Phase, secure: boolean): FailureKind {
  if (code?.startsWith('HPE_')) return 'malformed'
  if (phase === 'headers' || phase === 'body') return 'reset'
  return !secure || code === undefined || network.has(code) ? 'connect' : 'tls'
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
