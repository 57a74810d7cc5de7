import { parseJson, valueAt } from '@suite/rest/json'
import { type Answer, valuesOf } from '@suite/wire'

/** How the Worker names its version. Cloudflare does not add it, so that the Worker must do it itself. */
export interface Echo {
  /** Name in lower case. */
  readonly header: string
  /** JSON Pointer to the version in a body, if the header is missing. */
  readonly json: string | undefined
  /** If true, an answer that does not name its version does not pass while a version is expected. */
  readonly required: boolean
}

export const usualEcho: Echo = { header: 'x-worker-version', json: undefined, required: true }

export interface VersionTerms {
  /** Undefined means that any version is judged. */
  readonly expected: string | undefined
  readonly worker: string | undefined
  readonly echo: Echo
}

/**
 * The version that an answer is from. If the answer does not name it, this is `unnamed`, or `unproven` if the probe
 * file accepts that.
 */
export type VersionSeen =
  | { readonly kind: 'not-asked' | 'proven' | 'unnamed' | 'unproven' }
  | { readonly kind: 'wrong'; readonly echoed: string }

/** Returns the version that an answer names, compared with the expected one. */
export function versionOf(answer: Answer, { expected, echo }: VersionTerms): VersionSeen {
  if (expected === undefined) return { kind: 'not-asked' }
  const echoed = echoOf(answer, echo)
  if (echoed === undefined) return { kind: echo.required ? 'unnamed' : 'unproven' }
  return echoed === expected ? { kind: 'proven' } : { kind: 'wrong', echoed }
}

function echoOf(answer: Answer, { header, json }: Echo): string | undefined {
  // An empty text names no version: the Worker lacks the binding that has it.
  const named = new Set(valuesOf(answer, header).filter((value) => value !== ''))
  // A header that a proxy repeats names one version; two different values name none.
  if (named.size > 0) return [...named].join(', ')
  if (json === undefined) return undefined
  const value = valueAt(parseJson(answer.body), json)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Returns the header that asks Cloudflare for one version of the current deployment, also for one at 0 %. If Cloudflare
 * does not know the version, it routes as usual and does not report it. The value is a dictionary with a quoted string:
 * RFC 8941 §3.2 and §3.3.3.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/#version-overrides
 */
export function versionHeaders({ expected, worker }: VersionTerms): Record<string, string> {
  if (expected === undefined || worker === undefined) return {}
  const quoted = expected.replaceAll(/["\\]/g, '\\$&')
  return { 'cloudflare-workers-version-overrides': `${worker}="${quoted}"` }
}
