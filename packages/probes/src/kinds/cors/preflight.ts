import { type Answer, headerOf, valuesOf } from '@suite/wire'
import { type Check, check } from '../../check.ts'

/** The cross-origin request that a browser wants to make. */
export interface CrossOrigin {
  readonly origin: string
  readonly method: string
  /** Names of the headers that are not safelisted. */
  readonly headers: readonly string[]
  /** Whether it sends cookies or HTTP authentication. */
  readonly credentials: boolean
}

/** The headers of a preflight: https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 1 to 5 */
export function preflightHeaders({ origin, method, headers }: CrossOrigin): Record<string, string> {
  const names = [...new Set(headers.map((name) => name.toLowerCase()))].sort()
  return {
    accept: '*/*',
    origin,
    'access-control-request-method': method,
    ...(names.length > 0 && { 'access-control-request-headers': names.join(',') }),
  }
}

/** Checks whether a browser would accept an answer to a preflight: the same, step 7. */
export function judgePreflight(answer: Answer, request: CrossOrigin): Check[] {
  const { method, headers, credentials } = request
  const methods = listOf(answer, 'access-control-allow-methods')
  const names = listOf(answer, 'access-control-allow-headers')
  const wildcard = (list: readonly string[] | undefined) => !credentials && (list?.includes('*') ?? false)
  const lower = names?.map((name) => name.toLowerCase())
  return [
    check(
      'the status of the preflight is 200 to 299',
      answer.status >= 200 && answer.status <= 299,
      String(answer.status),
    ),
    ...checkOrigin('the preflight', answer, request),
    check(
      'Access-Control-Allow-Methods is a list of methods',
      methods !== undefined,
      rawOf(answer, 'methods'),
    ),
    check(
      `it allows the method ${method}`,
      safeMethods.includes(method) || (methods?.includes(method) ?? false) || wildcard(methods),
      rawOf(answer, 'methods'),
    ),
    check(
      'Access-Control-Allow-Headers is a list of header names',
      names !== undefined,
      rawOf(answer, 'headers'),
    ),
    ...headers.map((each) => {
      const name = each.toLowerCase()
      const named = lower?.includes(name) ?? false
      // The wildcard never covers `authorization`: https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
      const allowed = named || (name !== 'authorization' && wildcard(names))
      return check(`it allows the header ${name}`, allowed, rawOf(answer, 'headers'))
    }),
  ]
}

/** The CORS check of a browser; `what` begins the sentences: https://fetch.spec.whatwg.org/#cors-check */
export function checkOrigin(
  what: string,
  answer: Answer,
  { origin, credentials }: Pick<CrossOrigin, 'origin' | 'credentials'>,
): Check[] {
  // A header that is sent twice is joined by a comma, and equals no origin.
  const allowed = headerOf(answer, 'access-control-allow-origin')
  const right = allowed === origin || (allowed === '*' && !credentials)
  const checks = [
    check(
      `${what} allows the origin ${origin}, byte for byte`,
      right,
      allowed ?? 'no Access-Control-Allow-Origin',
    ),
  ]
  if (!credentials) return checks
  const given = headerOf(answer, 'access-control-allow-credentials')
  return [...checks, check(`${what} allows credentials (\`true\`)`, given === 'true', given ?? 'nothing')]
}

/** Methods that need no permission: https://fetch.spec.whatwg.org/#cors-safelisted-method */
const safeMethods = ['GET', 'HEAD', 'POST']

/** A token: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const token = /^[!#$%&'*+\-.^_`|~\w]+$/

/**
 * The items of a header that is a list of tokens, empty if it is missing; undefined if an item is not a token.
 * Empty items are ignored: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
 */
export function listOf(answer: Answer, name: string): string[] | undefined {
  const items = valuesOf(answer, name)
    .flatMap((value) => value.split(','))
    .map((item) => item.replace(/^[\t ]+|[\t ]+$/g, ''))
    .filter((item) => item !== '')
  return items.every((item) => token.test(item)) ? items : undefined
}

function rawOf(answer: Answer, of: 'methods' | 'headers'): string {
  return headerOf(answer, `access-control-allow-${of}`) ?? 'nothing'
}
