import type { Failure, Phase } from '@suite/wire'
import { describeTime } from './describe-time.ts'
import type { HttpErrorKind } from './retry.ts'

/** What is known about a request that failed for good. */
export interface HttpErrorFacts {
  readonly kind: HttpErrorKind
  readonly method: string
  /** Where the request went, without its query. */
  readonly route: string
  readonly status?: number | undefined
  readonly requestId?: string | undefined
  /** The other side may or may not have carried out the request: read back before anything is sent again. */
  readonly ambiguous: boolean
  readonly attempts: number
  /** From the first attempt on. */
  readonly milliseconds: number
  /** Milliseconds that the whole run was given. */
  readonly total: number
  /** Another attempt would have been right, and the deadline left no room for it. */
  readonly outOfTime?: boolean | undefined
  /** Milliseconds that the other side asks to wait. */
  readonly wait?: number | undefined
  /** Milliseconds since 1970, from which the end of a wait is computed. */
  readonly now: number
  /** A sentence that replaces the usual words for what is wrong. */
  readonly sentence?: string | undefined
  readonly failure?: Failure | undefined
  /** The origin that a redirect points to. */
  readonly target?: string | undefined
  /** The caller asked for one redirect to be followed. */
  readonly follows?: boolean | undefined
}

/** Returns `METHOD route: what happened (how often, for how long, request id)`. */
export function describeFailure(facts: HttpErrorFacts): string {
  const { method, route, attempts, milliseconds, requestId, ambiguous } = facts
  const tried = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} in ${describeTime(milliseconds)}`
  const id = requestId === undefined ? '' : `, request id ${requestId}`
  const doubt = ambiguous ? '; it is not known whether the request took effect' : ''
  return `${method} ${route}: ${facts.sentence ?? describeKind(facts)}${describeEnd(facts)}${doubt} (${tried}${id})`
}

/** Returns the line of the log for a run that begins to wait: what it waits for, and for how long at most. */
export function describeWaiting(facts: HttpErrorFacts, longest: number): string {
  const { method, route } = facts
  return `Waiting: ${method} ${route}: ${describeKind(facts)}. It is sent again for up to ${describeTime(longest)}.`
}

/** Returns what a person can do about it. */
export function adviceFor({
  kind,
  status,
  wait,
  failure,
  ambiguous,
  outOfTime,
  follows,
}: HttpErrorFacts): string {
  if (ambiguous)
    return 'Look at what is there now before running again: the request may have been carried out.'
  switch (kind) {
    case 'cancelled':
      return 'Run again.'
    case 'connect':
    case 'dns':
    case 'no-route':
      return failure?.code === 'ENOTFOUND'
        ? 'Check the host name in the URL, and that the runner can resolve it.'
        : `Check that the runner can reach the host${failure?.throughProxy ? ' through its proxy' : ''}, and run again.`
    case 'file':
      return 'Check that nothing else writes to the file, and that the disk has room for it; then run again.'
    case 'malformed':
    case 'too-large':
      return 'Check that the URL is that of the service, and that nothing in between answers in its place.'
    case 'proxy':
      return (failure?.status ?? status) === 407
        ? 'Check the user and the password in HTTPS_PROXY or HTTP_PROXY.'
        : 'Allow the host in the proxy, or name it in NO_PROXY.'
    case 'rate-limited':
      return wait === undefined
        ? 'Wait a minute, and run again with fewer jobs at once.'
        : 'Run again after that, raise the input `timeout`, or use a token with a higher limit.'
    case 'redirect':
      return follows
        ? 'Look at where the server redirects to: one redirect is followed, and only to https.'
        : 'Use the final URL: a redirect is not followed, because the token would go with it.'
    case 'tls':
      return failure?.code === 'ERR_TLS_CERT_ALTNAME_INVALID' || failure?.code === 'CERT_HAS_EXPIRED'
        ? "Check the host name in the URL, and the server's certificate."
        : "If the server's certificate comes from an authority of your own, give its PEM file as the input `ca-file`."
    case 'reset':
    case 'status':
    case 'timeout':
      return `Run again; if it stays, look at the service's status page and log${outOfTime ? ', or raise the input `timeout`' : ''}.`
  }
}

function describeKind({ kind, status, wait, now, failure, target }: HttpErrorFacts): string {
  switch (kind) {
    case 'rate-limited':
      return `answered ${status}: the rate limit is used up${describeUntil(wait, now)}`
    case 'redirect':
      return `answered ${status}, a redirect${target === undefined ? '' : ` to ${target}`}, which is not followed`
    case 'status':
      return `answered ${status}${wait === undefined ? '' : ` and asks to wait${describeUntil(wait, now)}`}`
    default:
      return failure ? describeTrouble(failure) : `the proxy answered ${status}`
  }
}

function describeTrouble({ kind, phase, detail, code: bare, limit, status, throughProxy }: Failure): string {
  const code = bare === undefined ? '' : ` (${bare})`
  const proxy = throughProxy ? ' through the proxy' : ''
  switch (kind) {
    case 'cancelled':
      return 'interrupted, because the run was stopped'
    case 'connect':
    case 'dns':
    case 'no-route':
      return bare === 'ENOTFOUND' || bare === 'EAI_AGAIN'
        ? `the host name of the ${throughProxy ? 'proxy' : 'URL'} could not be resolved${code}`
        : `no connection${proxy}${code}`
    case 'malformed':
      return bare === undefined ? detail : `the answer is not valid HTTP${code}`
    case 'file':
      return detail
    case 'proxy':
      return `the proxy did not open a tunnel: it answered ${status}`
    case 'reset':
      return phase === 'body'
        ? `the connection was closed in the middle of the answer${code}`
        : `the connection was closed before the answer${code}`
    case 'timeout':
      return limit === undefined
        ? 'it was not sent, for the time is over'
        : `no answer within ${describeTime(limit)}: waited for ${awaited[phase]}${proxy}`
    case 'tls':
      return `the TLS handshake failed${code}`
    case 'too-large':
      return `the answer is larger than ${limit} bytes`
  }
}

const awaited: Readonly<Record<Phase, string>> = {
  queue: 'a connection',
  connect: 'a connection',
  tls: 'a connection',
  headers: 'the headers of the answer',
  body: 'the rest of the body',
}

/** Returns ` until <moment>, in <time>` for a wait in milliseconds; an empty text without one. */
export function describeUntil(wait: number | undefined, now: number): string {
  if (wait === undefined) return ''
  return ` until ${new Date(now + wait).toISOString().replace('.000Z', 'Z')}, in ${describeTime(wait)}`
}

function describeEnd({ outOfTime, total }: HttpErrorFacts): string {
  if (!outOfTime) return ''
  return `; the input \`timeout\` (${describeTime(total)}) leaves no time to try again`
}
