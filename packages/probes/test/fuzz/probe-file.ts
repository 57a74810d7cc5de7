import { bytesOf, defineTarget, textOf, variantsOf } from '@suite/testkit/fuzz'
import { type Defaults, type Plan, readProbeFile } from '../../src/file/index.ts'

const defaults: Defaults = {
  appOrigin: 'https://app.example',
  issuer: 'https://api.example',
  kv: undefined,
  secrets: new Map([['TOKEN', 'sesame']]),
}
const read = (text: string) => readProbeFile({ path: 'probes.yml', text }, defaults)

export const target = defineTarget<Plan>({
  name: 'probe-file',
  corpus: [
    'preset: playbook\nprobes:\n- name: home\n  http:\n  - path: /\n    expect: { status: 200, text: [{ pattern: "^ok" }] }\n',
    'version:\n  header: x-version\n  required: false\nprobes:\n- name: ready\n  family: 6\n  health: { paths: [/healthz] }\n- name: metrics\n  metrics: { path: /metrics, has: [up] }\n',
    'probes:\n- name: login\n  http:\n  - method: POST\n    path: /login\n    headers: { authorization: "Bearer {{env.TOKEN}}" }\n    body: "{}"\n    capture: { session: { json: /id } }\n  - path: "/me?s={{session}}"\n    expect: { json: { /name: { equals: a } }, latency: 2s }\n- name: keys\n  jwks: {}\n- name: token\n  jwt: { path: /token, claims: { sub: { equals: guest } } }\n- name: cors\n  cors: { path: /cart, method: GET, expose: false }\n',
  ].map(bytesOf),
  dictionary: [
    ...[
      'preset: playbook',
      'probes:',
      'version:',
      '- name: ',
      'http:',
      'health:',
      'metrics:',
      'jwks:',
      'jwt:',
      'cors:',
      'kv:',
    ],
    ...[
      'get: ',
      'post: ',
      'status: ',
      'headers:',
      'json:',
      'pattern: ',
      'equals: ',
      'claims:',
      'expect:',
      'capture:',
      'family: 4',
      '{{env.TOKEN}}',
      '{{',
      '}}',
      '\n- ',
      '\n  ',
    ],
    ...['__proto__: x', '&a ', '*a', '---\n', '...\n'],
  ],
  largest: 64 * 1024,
  growth: [
    { head: 'probes:\n', open: '- {name: p{#}, health: {}}\n' },
    {
      head: 'probes:\n- name: a\n  http:\n  - path: /\n    headers: {',
      open: 'x{#}: "{{env.TOKEN}}",',
      tail: '}',
    },
    { head: 'probes:\n- name: a\n  http:\n  - path: "', open: '{{env.TOKEN', tail: '"' },
  ],
  read: (input) => read(textOf(input)),
  async judge(input, plan) {
    const text = textOf(input)
    if (plan.probes.length === 0) return 'a file that probes nothing is read'
    if (new Set(plan.probes.map(({ name }) => name)).size !== plan.probes.length)
      return 'two probes have one name'
    for (const other of variantsOf(text, 60_000)) {
      const same = await read(other).catch(() => undefined)
      if (JSON.stringify(same) !== JSON.stringify(plan))
        return `it means something else as ${JSON.stringify(other)}`
    }
    return undefined
  },
})
