import type { HttpRequest } from '@suite/http'
import { type RestRequest, toHttpRequest } from '@suite/rest'
import type { Access } from './access.ts'

export const readRoute = 'GET /cp/admin/runtime-image'
export const promoteRoute = 'POST /cp/admin/runtime-image/promote'

/** The largest answer that is read: a collection of ten thousand pins has this size. */
const mostBytes = 1024 * 1024

/** Returns a request to the control plane, over a connection of its own. */
export function requestTo(
  access: Access,
  request: Pick<RestRequest, 'route' | 'body'>,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  const place = {
    root: rootOf(access),
    headers: { authorization: `Bearer ${access.token}`, accept: 'application/json', connection: 'close' },
  }
  const sent = toHttpRequest(place, request)
  return { ...sent, headers: { ...sent.headers, ...headers }, maxBytes: mostBytes }
}

/** Returns method and address of a route, as messages name it. */
export function nameOf(access: Access, route: string): string {
  return route.replace(' ', ` ${rootOf(access)}`)
}

/** Returns the address of a control plane without a slash at its end. */
export function rootOf({ url }: Access): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}
