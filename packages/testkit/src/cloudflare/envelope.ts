import { type Answer, AnswerError } from '../core/answer.ts'

/**
 * Returns a successful answer in Cloudflare's envelope.
 * https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/
 */

export function granted(result: unknown, resultInfo?: object): Answer {
  const body = { success: true, errors: [], messages: [], result }
  return { status: 200, body: resultInfo ? { ...body, result_info: resultInfo } : body }
}

/** Returns an error in Cloudflare's envelope, to throw. */
export function refusal(status: number, code: number, message: string): AnswerError {
  return refusals(status, [{ code, message }])
}

export function refusals(
  status: number,
  errors: readonly { readonly code: number; readonly message: string }[],
): AnswerError {
  return new AnswerError({ status, body: { success: false, errors, messages: [], result: null } })
}

export const noSuchWorker = () => refusal(404, 10007, 'This Worker does not exist on your account.')
export const forbidden = () => refusal(403, 10000, 'Authentication error')
export const outOfReach = () => refusal(403, 9109, 'Unauthorized to access requested resource')
