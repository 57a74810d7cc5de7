import { corsProbe } from '../kinds/cors/probe.ts'
import { httpProbe } from '../kinds/http/probe.ts'
import { jwksProbe } from '../kinds/jwks/probe.ts'
import { jwtProbe } from '../kinds/jwt/probe.ts'
import type { Probe } from '../probe.ts'

/** What the preset needs to know of the API. */
export interface PlaybookTerms {
  readonly appOrigin: string
  readonly issuer: string
}

/**
 * Returns the probes of the CI/CD playbook, which describe its API: key set, guest token, preflight with the custom
 * headers, and AI binding.
 */
export function playbookProbes({ appOrigin, issuer }: PlaybookTerms): readonly Probe[] {
  const keySet = '/.well-known/jwks.json'
  return [
    jwksProbe({ name: 'jwks' }, { path: keySet }),
    jwtProbe(
      { name: 'auth-guest' },
      {
        request: { method: 'POST', path: '/auth/guest' },
        token: '/token',
        jwks: keySet,
        algorithms: ['RS256'],
        issuer,
        audience: undefined,
        longestLifetime: undefined,
        claims: {},
        headerClaims: {},
      },
    ),
    corsProbe(
      { name: 'cors-si-ask' },
      {
        path: '/api/si/ask',
        method: 'POST',
        origin: appOrigin,
        headers: ['content-type', 'x-user-email', 'x-intelligence-tier'],
        credentials: false,
        foreignOrigin: 'https://foreign-origin.invalid',
        expose: [],
        actual: { headers: { 'content-type': 'application/json' }, body: '{}' },
      },
    ),
    httpProbe({ name: 'ai-binding' }, [
      {
        request: { method: 'GET', path: '/api/ai/binding' },
        expect: {
          status: [200],
          headers: [],
          json: [['/ai_bound', { equals: true }]],
          text: [],
          latency: undefined,
          tlsDaysLeft: undefined,
        },
        capture: [],
      },
    ]),
  ]
}
