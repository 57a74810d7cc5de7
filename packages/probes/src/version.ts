import { parseJson, valueAt } from '@suite/rest/json'
import { type Answer, valuesOf } from '@suite/wire'

/** How the Worker says which version it is. Cloudflare says it for no Worker: it has to do it itself. */
export interface Echo {
  /** Name in lower case. */
  readonly header: string
  /** JSON Pointer, where the header is not there. */
  readonly json: string | undefined
  /** An answer that does not name its version never passes where a version is expected. */
  readonly required: boolean
}

export const usualEcho: Echo = { header: 'x-worker-version', json: undefined, required: true }

export interface VersionTerms {
  /** Undefined: whichever version answers is what is judged. */
  readonly expected: string | undefined
  readonly worker: string | undefined
  readonly echo: Echo
}

/**
 * Which version gave an answer. An answer that does not name it is `unnamed`, or `unproven` where the probe file
 * accepts that.
 */
export type VersionSeen =
  | { readonly kind: 'not-asked' | 'proven' | 'unnamed' | 'unproven' }
  | { readonly kind: 'wrong'; readonly echoed: string }

/** Tells which version an answer is of, by what it says itself. */
export function versionOf(answer: Answer, { expected, echo }: VersionTerms): VersionSeen {
  if (expected === undefined) return { kind: 'not-asked' }
  const echoed = echoOf(answer, echo)
  if (echoed === undefined) return { kind: echo.required ? 'unnamed' : 'unproven' }
  return echoed === expected ? { kind: 'proven' } : { kind: 'wrong', echoed }
}

function echoOf(answer: Answer, { header, json }: Echo): string | undefined {
  // An empty text tells nothing: the Worker lacks the binding that knows its version.
  const named = new Set(valuesOf(answer, header).filter((value) => value !== ''))
  // What a proxy repeats is one version; two that differ are neither.
  if (named.size > 0) return [...named].join(', ')
  if (json === undefined) return undefined
  const value = valueAt(parseJson(answer.body), json)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The header by which Cloudflare picks a version of the current deployment, also one at 0 %; where it does not know the
 * version it routes as ever, without a word. A dictionary with a quoted string, RFC 8941 §3.2 and §3.3.3.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/#version-overrides
 */
export function versionHeaders({ expected, worker }: VersionTerms): Record<string, string> {
  if (expected === undefined || worker === undefined) return {}
  const quoted = expected.replaceAll(/["\\]/g, '\\$&')
  return { 'cloudflare-workers-version-overrides': `${worker}="${quoted}"` }
}
