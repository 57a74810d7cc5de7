import { commonReasons, UsageError } from '@suite/errors'
import { addedKvProbe, corsProbe, httpProbe, jwksProbe, jwtProbe, usualEcho } from '@suite/probes'
import type { Defaults, Plan } from '@suite/probes/file'

/**
 * Returns the probes that run if there is no probe file: key set, guest token, preflight with the custom headers, AI
 * binding, and KV if a namespace is given.
 *
 * @throws UsageError `input-invalid` if app-origin is not given
 */
export function playbookPlan({ appOrigin, issuer, kv }: Defaults): Plan {
  if (appOrigin === undefined)
    throw new UsageError(
      commonReasons['input-invalid'],
      'input app-origin is missing: it is required without a probe file',
      'Give the origin that CORS must allow, such as https://app.example.com, or add a probe file.',
    )
  const keySet = '/.well-known/jwks.json'
  return {
    source: 'playbook',
    echo: usualEcho,
    probes: [
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
      ...(kv ? [addedKvProbe(kv)] : []),
    ],
  }
}
