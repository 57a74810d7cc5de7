import { OutsideError } from '@suite/errors'

/** A permission of the token, and what it is needed for: "list the files of #12". */
export interface Need {
  readonly permission: string
  readonly to: string
}

interface Answered {
  readonly status: number
  readonly message: string
  readonly request?: { readonly method?: string; readonly url?: string }
}

/** The status of an answer that GitHub gave, `undefined` where it is no such error. */
export function statusOf(error: unknown): number | undefined {
  return isAnswered(error) ? error.status : error instanceof OutsideError ? statusOf(error.cause) : undefined
}

/** Turns an answer that is a refusal into words that a person can act on. Anything else passes as it is. */
export function explain(error: unknown, { permission, to }: Need): unknown {
  if (!isAnswered(error)) return error
  const { status } = error
  const what = `could not ${to}: ${requestLine(error)} answered ${status} ${saidIn(error)}`
  const options = { cause: error }
  if (status === 401)
    return new OutsideError(
      'permission-missing',
      what,
      'The token is wrong or has expired. The default, the token of the job, is right for most uses.',
      options,
    )
  if (status === 403 && error.message.includes('Resource not accessible by integration'))
    return new OutsideError(
      'permission-missing',
      what,
      `Grant \`${permission}\` under permissions: of the job. On a pull request from a fork, or by Dependabot, the job's token only reads on the event pull_request: use pull_request_target without a checkout.`,
      options,
    )
  if (status === 403 || status === 404)
    return new OutsideError(
      'permission-missing',
      what,
      `The token needs \`${permission}\`; GitHub answers 404 also for what a token may not see.`,
      options,
    )
  return new OutsideError(
    'outside-failed',
    what,
    'Run again; if it stays so, the answer says what GitHub refuses.',
    options,
  )
}

function isAnswered(error: unknown): error is Answered {
  return (
    error instanceof Error &&
    error.name === 'HttpError' &&
    'status' in error &&
    typeof error.status === 'number'
  )
}

function requestLine({ request }: Answered): string {
  const path = URL.canParse(request?.url ?? '') ? new URL(request?.url ?? '').pathname : ''
  return `${request?.method ?? 'request'} ${path}`.trim()
}

/** GitHub's own words, without the address of its documentation, bounded. */
function saidIn({ message }: Answered): string {
  return `"${(message.split(' - https://')[0] ?? '').slice(0, 200)}"`
}
