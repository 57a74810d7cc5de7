import { commonReasons, UsageError } from '@suite/errors'
import { type Defaults, kvProbe, type Plan, type PlannedProbe, usual, usualEcho } from '@suite/probes'

/**
 * The playbook's probes: key set, guest token, preflight with the custom headers, AI binding, and KV where a namespace
 * is given. They run where there is no probe file.
 *
 * @throws UsageError `input-invalid` where app-origin is not given
 */
export function playbookPlan({ appOrigin, issuer, kv }: Defaults): Plan {
  if (appOrigin === undefined)
    throw new UsageError(
      commonReasons['input-invalid'],
      'input app-origin is missing: it is required without a probe file',
      'Give the origin that CORS must allow, such as https://app.example.com, or add a probe file.',
    )
  const family = undefined
  const probes: PlannedProbe[] = [
    { name: 'jwks', family, kind: 'jwks', terms: { path: usual.jwks } },
    {
      name: 'auth-guest',
      family,
      kind: 'jwt',
      terms: {
        request: { method: 'POST', path: '/auth/guest' },
        token: usual.token,
        jwks: usual.jwks,
        algorithms: usual.algorithms,
        issuer,
        audience: undefined,
        longestLifetime: undefined,
        claims: {},
        headerClaims: {},
      },
    },
    {
      name: 'cors-si-ask',
      family,
      kind: 'cors',
      terms: {
        path: '/api/si/ask',
        method: 'POST',
        origin: appOrigin,
        headers: ['content-type', 'x-user-email', 'x-intelligence-tier'],
        credentials: false,
        foreignOrigin: usual.foreignOrigin,
        expose: [],
        actual: usual.actual,
      },
    },
    {
      name: 'ai-binding',
      family,
      kind: 'http',
      terms: [
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
      ],
    },
  ]
  return { source: 'playbook', echo: usualEcho, probes: kv ? [...probes, kvProbe] : probes }
}
