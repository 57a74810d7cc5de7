import { commonReasons, type FailReason } from '@suite/errors'
import { type Purpose, Refusal } from '@suite/rest'

/** What Octokit throws, as far as it is needed. */
interface RequestError extends Error {
  readonly status: number
  readonly request: { readonly method: string; readonly url: string }
  readonly response?: { readonly data: unknown }
}

/** Turns what Octokit throws into words that a person can act on. What the transport says is already in words. */
export function explain(error: unknown, purpose: Purpose): unknown {
  if (!isRequestError(error)) return error
  if (error.cause !== undefined) return error.cause
  const { status, request } = error
  const url = URL.canParse(request.url) ? new URL(request.url).pathname : ''
  const said = saidIn(error)
  const [reason, fix] = adviceFor(status, said, purpose.permission)
  const facts = { forge: 'GitHub', status, said, request: `${request.method} ${url}` } as const
  return new Refusal(facts, purpose, { reason, fix }, { cause: error })
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error && 'request' in error
}

/** Octokit puts the details of a refusal behind its message, and the address of the documentation at the end. */
function saidIn({ message, response }: RequestError): string | undefined {
  const data = response?.data
  const isOfGitHub = typeof data === 'object' && data !== null && 'message' in data
  return isOfGitHub ? (message.split(' - https://')[0] ?? '').slice(0, 300) : undefined
}

function adviceFor(status: number, said: string | undefined, permission: string): [FailReason, string] {
  if (said === undefined)
    return [
      commonReasons['outside-failed'],
      'Look at what stands between the runner and GitHub, such as a proxy: it may answer in its place.',
    ]
  if (status === 401)
    return [
      commonReasons['permission-missing'],
      'The token is wrong or has expired. The default, the token of the job, is right for most uses.',
    ]
  if (status === 403) return [commonReasons['permission-missing'], adviceForForbidden(said, permission)]
  if (status === 404)
    return [
      commonReasons['permission-missing'],
      `It is not there, or hidden from the token, which needs \`${permission}\`: GitHub answers both alike.`,
    ]
  return [commonReasons['outside-failed'], 'Run again; if it stays so, the answer says what GitHub refuses.']
}

function adviceForForbidden(said: string, permission: string): string {
  if (said.startsWith('Resource not accessible by integration'))
    return `Grant \`${permission}\` under permissions: of the job. On a pull request from a fork, or by Dependabot, the job's token only reads on the event pull_request: use pull_request_target without a checkout.`
  if (said.startsWith('Resource not accessible by personal access token'))
    return `Give the token the permission \`${permission}\` for this repository.`
  if (said.startsWith('You do not have permission to create labels'))
    return 'Create the label once, or grant `issues: write`, with which GitHub creates it as it is added.'
  return `GitHub's own words say why. The token needs \`${permission}\`.`
}
