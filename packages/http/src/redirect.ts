import { isReadableByOthers } from '@suite/wire/address'
import type { JoinedAnswer } from './answer.ts'
import type { Call } from './call.ts'

/** Headers that describe the wanted answer. Any other header may be a credential, and is not sent on. */
const harmless = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'range',
  'user-agent',
])

/** Statuses that redirect to the requested content. */
const leading = new Set([301, 302, 303, 307, 308])

/**
 * Returns the call that an answer redirects to, without credentials.
 * @returns undefined if the answer is not a redirect, or one that may not be followed: the call allows none, the location
 *   is not an http(s) address or holds a user or password, or it is plain http to another machine
 */
export function redirectedCall(call: Call, { status, headers }: JoinedAnswer): Call | undefined {
  const location = headers.get('location')
  if (!call.follow || !leading.has(status)) return undefined
  if (location === undefined || !URL.canParse(location, call.url.href)) return undefined
  const url = new URL(location, call.url)
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return undefined
  // Where the call itself goes over plain http, its own origin is as readable as before.
  if (isReadableByOthers(url) && url.origin !== call.url.origin) return undefined
  return {
    ...call,
    url,
    // The origin alone: a path may hold a token.
    route: url.origin === call.url.origin ? call.route : `${call.route}, redirected to ${url.origin}`,
    follow: false,
    headers: Object.fromEntries(Object.entries(call.headers).filter(([name]) => harmless.has(name))),
  }
}
