import { commonReasons } from '@suite/errors'
import type { Answer } from '@suite/http'
import { type Advice, adviseOnStranger, type Complaint, type Refused } from '@suite/rest'
import * as z from 'zod/mini'
import { cloudflareReasons } from './reasons.ts'

/** The codes of a Worker that the account does not have, or not in this environment. */
export const noSuchWorker = [10007, 10090, 10092] as const

const refused = z.object({
  success: z.literal(false),
  errors: z.array(z.object({ code: z.number(), message: z.string() })),
})

/** Returns the complaints of an answer of any status; undefined if it is not a refusal of Cloudflare. */
export function complaintsIn(answer: Answer): readonly Complaint[] | undefined {
  // Only an answer that may be an envelope is parsed: a value of KV can be large.
  if (!answer.headers.get('content-type')?.includes('json')) return undefined
  try {
    return refused
      .parse(JSON.parse(answer.text()))
      .errors.slice(0, 5)
      .map(({ code, message }) => ({ code, message: message.slice(0, 300) }))
  } catch {
    return undefined
  }
}

/** Returns what to do about a refusal. The permission is in the words of the dashboard. */
export function advise({ status, complaints, permission }: Refused): Advice {
  if (complaints.length === 0) return adviseOnStranger('Cloudflare')
  if (isOfToken(status, complaints))
    return {
      reason: cloudflareReasons['token-invalid'],
      fix: 'Make a new token in the dashboard (My Profile · API Tokens), and store it whole, without quotes or blanks.',
    }
  if (status === 403 || complaints.some(({ code }) => code === 10000 || code === 9109))
    return {
      reason: commonReasons['permission-missing'],
      fix:
        permission === undefined
          ? 'Check that the token and the account id belong together.'
          : `Give the token the permission "${permission}", for this very account or zone; or correct the account id.`,
    }
  return {
    reason: commonReasons['outside-failed'],
    fix: 'The answer says what Cloudflare refuses; run again if it seems to pass.',
  }
}

/**
 * Returns whether a refusal is about the token. Cloudflare has no single code for a token that it does not know: 9109
 * is also the code of a resource that is out of reach, and only its message distinguishes the two.
 * https://developers.cloudflare.com/fundamentals/api/troubleshooting/
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
