import { type Answer, headerOf, valuesOf } from '@suite/wire'
import { type Check, check } from '../../check.ts'
import { fill } from '../../placeholders.ts'
import { type AskingProbe, type Judgement, type Named, type ProbeRequest, together } from '../../probe.ts'
import { type CrossOrigin, checkOrigin, judgePreflight, listOf, preflightHeaders } from './preflight.ts'

/** Where the preflight and the actual request go, and what is expected of them. */
export interface CorsTerms extends CrossOrigin {
  readonly path: string
  /** An origin that must not be allowed by name. */
  readonly foreignOrigin: string
  /** Headers that scripts must be able to read. An empty list requires any; undefined requires none. */
  readonly expose: readonly string[] | undefined
  /** The actual request; undefined means that it is not sent. */
  readonly actual:
    | { readonly headers: Readonly<Record<string, string>>; readonly body: string | undefined }
    | undefined
}

export interface CorsAnswers {
  readonly preflight: Answer
  readonly foreign: Answer
  readonly actual: Answer | undefined
}

/** Proves that a browser on one origin may make a request, and that not every origin is allowed. */
export function corsProbe(named: Named, terms: CorsTerms): AskingProbe<CorsTerms> {
  return { ...named, kind: 'cors', terms, writes: false, shownHeaders: [], attempt }
}

const attempt: AskingProbe<CorsTerms>['attempt'] = async (ask, terms, { secrets }) => {
  const { path, origin, actual } = terms
  const preflight = (from: string) => ({
    method: 'OPTIONS',
    path,
    headers: preflightHeaders({ ...terms, origin: from }),
  })
  const [allowed, foreign, answered] = await together([
    ask('preflight', preflight(origin)),
    ask('preflight of a foreign origin', preflight(terms.foreignOrigin)),
    actual && ask('actual request', actualRequest(terms, actual, secrets)),
  ])
  return judgeCors({ preflight: allowed, foreign, actual: answered }, terms)
}

function actualRequest(
  { path, method, origin }: CorsTerms,
  { headers, body }: NonNullable<CorsTerms['actual']>,
  secrets: ReadonlyMap<string, string>,
): ProbeRequest {
  return fill({ method, path, headers: { ...headers, origin }, ...(body !== undefined && { body }) }, secrets)
}

/** Judges the answers to both preflights and to the actual request. */
export function judgeCors({ preflight, foreign, actual }: CorsAnswers, terms: CorsTerms): Judgement {
  const echoed = headerOf(foreign, allowOrigin)
  const named = echoed?.includes(terms.foreignOrigin) || valuesOf(foreign, allowOrigin).includes('null')
  return {
    checks: [
      ...judgePreflight(preflight, terms),
      ...checkVary('the preflight', preflight, foreign),
      check(
        'the route answers the preflight of a foreign origin itself (no 3xx, 404, 408, 425, 429 or 5xx)',
        foreign.status < 500 && ![404, 408, 425, 429].includes(foreign.status) && !isRedirect(foreign),
        String(foreign.status),
      ),
      check(
        `the foreign origin ${terms.foreignOrigin} is not allowed by name, nor as \`null\``,
        !named,
        echoed ?? 'no Access-Control-Allow-Origin',
      ),
      ...(actual ? checkActual(actual, foreign, terms) : []),
    ],
  }
}

function checkActual(actual: Answer, foreign: Answer, terms: CorsTerms): Check[] {
  const { status } = actual
  return [
    // CORS does not decide whether the request succeeds, but a route must exist that answers it.
    check(
      'the route answers the actual request itself (no 3xx, 404, 405 or 5xx)',
      status >= 200 && !isRedirect(actual) && status < 500 && status !== 404 && status !== 405,
      String(status),
    ),
    ...checkOrigin('the actual answer', actual, terms),
    ...checkVary('the actual answer', actual, foreign),
    ...(terms.expose === undefined ? [] : checkExposed(actual, terms, terms.expose)),
  ]
}

function checkExposed(actual: Answer, { credentials }: CorsTerms, wanted: readonly string[]): Check[] {
  const raw = headerOf(actual, 'access-control-expose-headers') ?? 'nothing'
  const listed = listOf(actual, 'access-control-expose-headers')
  const names = listed?.map((name) => name.toLowerCase()) ?? []
  // https://fetch.spec.whatwg.org/#http-access-control-expose-headers
  const all = names.includes('*') && !credentials
  return [
    check('Access-Control-Expose-Headers names headers that scripts may read', names.length > 0, raw),
    ...wanted.map((name) =>
      check(`it exposes ${name.toLowerCase()}`, all || names.includes(name.toLowerCase()), raw),
    ),
  ]
}

function isRedirect({ status }: Answer): boolean {
  return status >= 300 && status <= 399
}

const allowOrigin = 'access-control-allow-origin'

/**
 * Checks that an answer that differs by origin says so to caches. An answer that is the same for every origin does not
 * need to: https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 */
function checkVary(what: string, answer: Answer, foreign: Answer): Check[] {
  const allowed = headerOf(answer, allowOrigin)
  const isStatic = allowed === undefined || allowed === '*' || allowed === headerOf(foreign, allowOrigin)
  if (isStatic) return []
  const vary = listOf(answer, 'vary')?.map((name) => name.toLowerCase()) ?? []
  const isNamed = vary.includes('origin') || vary.includes('*')
  return [check(`${what} varies by Origin`, isNamed, headerOf(answer, 'vary') ?? 'no Vary')]
}
