import type { CorsTerms } from '../kinds/cors/probe.ts'
import type { Step } from '../kinds/http/probe.ts'
import type { JwtTerms } from '../kinds/jwt/probe.ts'
import type { Echo } from '../version.ts'

/** A probe to run, with everything that it needs to know. */
export type PlannedProbe = { readonly name: string; readonly family: 4 | 6 | undefined } & (
  | { readonly kind: 'jwks'; readonly terms: { readonly path: string } }
  | { readonly kind: 'jwt'; readonly terms: JwtTerms }
  | { readonly kind: 'cors'; readonly terms: CorsTerms }
  | { readonly kind: 'kv' }
  | { readonly kind: 'health'; readonly terms: { readonly paths: readonly string[] } }
  | { readonly kind: 'metrics'; readonly terms: { readonly path: string; readonly has: readonly string[] } }
  | { readonly kind: 'http'; readonly terms: readonly Step[] }
)

/** What is to be probed, from a file or by default. */
export interface Plan {
  /** Path of the probe file, or `playbook`. */
  readonly source: string
  readonly echo: Echo
  readonly probes: readonly PlannedProbe[]
}

/** What a plan takes from the inputs where it says nothing itself. */
export interface Defaults {
  readonly appOrigin: string | undefined
  readonly issuer: string
  /** The KV probe runs where a namespace is given. */
  readonly kv: boolean
}

export const usual = {
  jwks: '/.well-known/jwks.json',
  token: '/token',
  algorithms: ['RS256'],
  /** A name that no one can own: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
  foreignOrigin: 'https://foreign-origin.invalid',
  health: ['/healthz', '/readyz'],
  metrics: '/metrics',
  actual: { headers: { 'content-type': 'application/json' }, body: '{}' },
} as const

export const kvProbe: PlannedProbe = { name: 'kv-prefs', family: undefined, kind: 'kv' }
