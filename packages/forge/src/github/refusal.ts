import { commonReasons } from '@suite/errors'
import { type Advice, type Purpose, pathOf, Refusal, type Refused } from '@suite/rest'
import { adviseOnRefusal } from '../refusal.ts'

/** The part of octokit's error that is used here. */
interface RequestError extends Error {
  readonly status: number
  readonly request: { readonly method: string; readonly url: string }
  readonly response?: { readonly data: unknown }
}

/** Returns a refusal for what octokit throws. Errors of the transport are returned as they are. */
export function explain(error: unknown, purpose: Purpose): unknown {
  if (!isRequestError(error)) return error
  if (error.cause !== undefined) return error.cause
  return refusalOf({ ...error.request, status: error.status, said: saidIn(error) }, purpose, { cause: error })
}

/** An answer that is no success. */
interface Unsuccessful {
  readonly method: string
  readonly url: string
  readonly status: number
  /** What GitHub said; undefined if the answer is not its own. */
  readonly said?: string | undefined
}

/** Returns the refusal for an answer that is no success. */
export function refusalOf(
  { method, url, status, said }: Unsuccessful,
  purpose: Purpose,
  options?: ErrorOptions,
): Refusal {
  const complaints = said === undefined ? [] : [{ message: said.slice(0, 300) }]
  const { permission } = purpose
  return new Refusal(
    { service: 'GitHub', status, complaints, request: `${method} ${pathOf(url)}` },
    purpose,
    advise({ status, complaints, permission, isWrite: method !== 'GET' }),
    options,
  )
}

/** Returns what to do about a refusal by GitHub. */
function advise(refused: Refused): Advice {
  const [complaint] = refused.complaints
  if (refused.status !== 403 || complaint === undefined) return adviseOnRefusal('GitHub', refused)
  return {
    reason: commonReasons['permission-missing'],
    fix: adviceForForbidden(complaint.message, refused.permission),
  }
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error && 'request' in error
}

/** Octokit appends the details of a refusal to its message, and then the address of the documentation. */
function saidIn({ message, response }: RequestError): string | undefined {
  const data = response?.data
  const isOfGitHub = typeof data === 'object' && data !== null && 'message' in data
  return isOfGitHub ? message.split(' - https://')[0] : undefined
}

function adviceForForbidden(said: string, permission: Purpose['permission']): string {
  if (said.startsWith('Resource not accessible by integration'))
    return `Grant \`${permission}\` under permissions: of the job. On a pull request from a fork, or by Dependabot, the job's token only reads on the event pull_request: use pull_request_target without a checkout.`
  if (said.startsWith('Resource not accessible by personal access token'))
    return `Give the token the permission \`${permission}\` for this repository.`
  if (said.startsWith('You do not have permission to create labels'))
    return 'Create the label once, or grant `issues: write`, so that GitHub creates the label when it is added.'
  return `GitHub's own words say why. The token needs \`${permission}\`.`
}
