import { commonReasons, type FailReason, OutsideError } from '@suite/errors'
import { cloudflareReasons } from './reasons.ts'

/** What a question to Cloudflare is for. */
export interface Purpose {
  /** Completes "could not …". */
  readonly to: string
  /** What the token needs for it, in the words of the dashboard; missing where any token will do. */
  readonly scope?: string
}

/** One of the `errors` of an answer. */
export interface Complaint {
  readonly code: number
  readonly message: string
}

interface RefusalFacts {
  readonly status: number
  /** Method and path. */
  readonly request: string
  /** None where the answer is none of Cloudflare's. */
  readonly complaints: readonly Complaint[]
}

/** An answer of Cloudflare that is a refusal: nothing was done. */
export class Refusal extends OutsideError {
  readonly status: number
  readonly codes: readonly number[]

  constructor({ status, request, complaints }: RefusalFacts, { to, scope }: Purpose) {
    const told = complaints.map(({ code, message }) => `"${message}" [code ${code}]`).join(', ')
    const [reason, fix] = adviceFor(status, complaints, scope)
    super(
      reason,
      `could not ${to}: ${request} answered ${status} ${told || 'with something that Cloudflare does not write'}`,
      fix,
    )
    this.status = status
    this.codes = complaints.map(({ code }) => code)
  }
}

/** Tells a refusal by one of these codes from all others. */
export function isRefusal(error: unknown, codes: readonly number[]): error is Refusal {
  return error instanceof Refusal && error.codes.some((code) => codes.includes(code))
}

/** The account has no such Worker, or not in this environment. */
export const noSuchWorker = [10007, 10090, 10092] as const

function adviceFor(
  status: number,
  complaints: readonly Complaint[],
  scope: string | undefined,
): [FailReason, string] {
  if (complaints.length === 0)
    return [
      commonReasons['outside-failed'],
      'Look at what stands between the runner and Cloudflare, such as a proxy: it may answer in its place.',
    ]
  if (isOfToken(status, complaints))
    return [
      cloudflareReasons['token-invalid'],
      'Make a new token in the dashboard (My Profile · API Tokens), and store it whole, without quotes or blanks.',
    ]
  if (status === 403 || complaints.some(({ code }) => code === 10000 || code === 9109))
    return [
      commonReasons['permission-missing'],
      scope === undefined
        ? 'Check that the token and the account id belong together.'
        : `Give the token the permission "${scope}", for this very account or zone; or correct the account id.`,
    ]
  return [
    commonReasons['outside-failed'],
    'The answer says what Cloudflare refuses; run again if it seems to pass.',
  ]
}

/**
 * Cloudflare has no one code for a token that it does not know: 9109 stands for a resource that is out of reach, too,
 * and only its words tell the two apart. https://developers.cloudflare.com/fundamentals/api/troubleshooting/
 */
function isOfToken(status: number, complaints: readonly Complaint[]): boolean {
  return (
    status === 401 ||
    complaints.some(
      ({ code, message }) =>
        code === 6003 || code === 9106 || (code === 9109 && message.startsWith('Invalid access token')),
    )
  )
}
