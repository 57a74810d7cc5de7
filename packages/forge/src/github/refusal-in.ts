import type { Answer } from '@suite/http'
import { type Purpose, pathOf, Refusal } from '@suite/rest'
import { parseJson } from '@suite/rest/json'
import { advise } from './refusal.ts'

/** Returns the refusal in an answer that did not come through octokit, such as that of an upload. */
export function refusalIn(answer: Answer, method: string, purpose: Purpose): Refusal {
  const { status, url, body } = answer
  const data = parseJson(body)
  const said = saidIn(data)
  const complaints = said === undefined ? [] : [{ message: said.slice(0, 300) }]
  const { permission } = purpose
  return new Refusal(
    { service: 'GitHub', status, complaints, request: `${method} ${pathOf(url)}` },
    purpose,
    advise({ status, complaints, permission, isWrite: method !== 'GET' }),
    // Where octokit's own error has it, too.
    { cause: { response: { data } } },
  )
}

/** Returns the message with its details, as octokit joins them. */
function saidIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('message' in data)) return undefined
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : []
  const details = errors.map((error) => JSON.stringify(error)).join(', ')
  return details === '' ? String(data.message) : `${data.message}: ${details}`
}
