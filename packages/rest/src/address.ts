import { commonReasons, UsageError } from '@suite/errors'
import type { RestRequest, Value } from './question.ts'

/** The address of a service. */
export interface Place {
  /** The address that every route is appended to, without a slash at its end. */
  readonly root: string
  /** Values that are filled in to every route that names them. */
  readonly values?: Readonly<Record<string, string>>
}

/**
 * Returns the address of a request: the root, then the route with its values filled in, then the query.
 * @throws UsageError `input-invalid` for an empty value, for "." and for "..": to a URL each is another place, and to
 *   take the label "." off would take all labels off
 */
export function addressOf(
  { root, values }: Place,
  { route, path = {}, query = {} }: Pick<RestRequest, 'route' | 'path' | 'query'>,
): string {
  const address = `${root}${fill(templateOf(route), { ...values, ...path })}`
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return search.size === 0 ? address : `${address}?${search}`
}

/** Returns the method of a route such as `GET /zones/{zone}`. */
export function methodOf(route: string): string {
  return route.slice(0, route.indexOf(' '))
}

/** Returns the path of an address, which messages show: a query may be long. */
export function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}

function templateOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1)
}

/** Fills in `{name}`, and `{name*}`, which keeps its slashes. A value is written so that it cannot leave its place. */
function fill(template: string, values: Readonly<Record<string, Value>>): string {
  return template.replace(/\{(\w+)(\*?)\}/g, (_, name: string, star: string) => {
    const value = String(values[name] ?? '')
    const parts = star === '' ? [value] : value.split('/')
    if (!parts.some((part) => ['', '.', '..'].includes(part))) return parts.map(encodeURIComponent).join('/')
    throw new UsageError(
      commonReasons['input-invalid'],
      `the ${name} ${JSON.stringify(value)} cannot be asked for: it has no place in an address`,
      'Give it another name.',
    )
  })
}
