import type { Answer } from '@suite/http'
import type { Purpose, Refusal } from '@suite/rest'
import { parseJson } from '@suite/rest/json'
import { refusalOf } from './refusal.ts'

/** Returns the refusal in an answer that did not come through octokit, such as that of an upload. */
export function refusalIn(answer: Answer, method: string, purpose: Purpose): Refusal {
  const { status, url, body } = answer
  const data = parseJson(body)
  // Octokit's own error has the data in the same place.
  return refusalOf({ method, url, status, said: saidIn(data) }, purpose, { cause: { response: { data } } })
}

/** Returns the message with its details, as octokit joins them. */
function saidIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('message' in data)) return undefined
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : []
  const details = errors.map((error) => JSON.stringify(error)).join(', ')
  return details === '' ? String(data.message) : `${data.message}: ${details}`
}
