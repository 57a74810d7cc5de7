import { type Answer, AnswerError } from '../core/answer.ts'

/** Functions that return GitHub's refusals, as errors to throw. */

export interface ProblemDetail {
  readonly resource: string
  readonly field?: string
  readonly code: string
  readonly message?: string
  readonly value?: unknown
}

export const docsUrl = (page: string) => `https://docs.github.com/rest/${page}`

export function problem(
  status: number,
  message: string,
  page = '',
  errors?: readonly ProblemDetail[],
  headers: Answer['headers'] = {},
): AnswerError {
  const body = {
    message,
    ...(errors && { errors }),
    documentation_url: docsUrl(page),
    status: String(status),
  }
  return new AnswerError({ status, headers, body })
}

export const notFound = (page = '') => problem(404, 'Not Found', page)

export const invalid = (page: string, ...errors: ProblemDetail[]) =>
  problem(422, 'Validation Failed', page, errors)

/** @param wanted the permissions, any one of which is enough, as in `pull_requests=write` */
export const forbidden = (page: string, kind: string, wanted: readonly string[]) =>
  problem(
    403,
    `Resource not accessible by ${kind === 'personal' ? 'personal access token' : 'integration'}`,
    page,
    undefined,
    { 'x-accepted-github-permissions': wanted.join('; ') },
  )
