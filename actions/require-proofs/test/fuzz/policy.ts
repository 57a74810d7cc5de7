import { judgeEvidence, makeEvidence } from '@suite/evidence'
import { bytesOf, defineTarget, textOf, variantsOf } from '@suite/testkit/fuzz'
import { parseDocument } from 'yaml'
import type { ProofPolicy } from '../../src/policy.ts'
import { readPolicy } from '../../src/read-policy.ts'

const now = Date.parse('2026-01-31T12:30:00Z')
const evidence = makeEvidence({
  kind: 'cf-probes',
  verdict: 'pass',
  reason: 'all-passed',
  subject: { url: 'https://a.example/' },
  observed: { probes: [{ name: 'health', state: 'pass' }] },
  circumstances: { finishedAt: '2026-01-31T12:00:00Z' },
  tool: { name: 'cf-probes', version: '1.0.0', commit: 'a'.repeat(40) },
})

export const target = defineTarget<ProofPolicy>({
  name: 'policy',
  corpus: [
    'proofs:\n- for: infra\n  files: ops/proofs/*.txt\n',
    "proofs:\n- for: [infra, 'db']\n  paths: services/{service}/**\n  files:\n  - ops/{service}/proof.txt\n  at-least: 2\n  contains:\n  - text: PASS\n  - pattern: '^ok \\d+$'\n  - json: /a/b\n    equals: true\n  max-age: 24h\n  dated: /at\n  command: [npm run proof]\nwaivers:\n- for: infra\n  logins: [alice]\n  teams: [acme/ops]\n",
    'proofs: [{for: a, files: x, contains: [{evidence: {kind: cf-probes, verdict: pass, passed: [health], subject: {url: "https://a.example"}}}], max-age: 3600}]\n',
    'waivers:\n- for: [a]\n  logins: &l [b]\n- for: [c]\n  logins: *l\n',
  ].map(bytesOf),
  dictionary: [
    ...[
      'proofs:',
      'waivers:',
      'for:',
      'files:',
      'paths:',
      'contains:',
      'text:',
      'pattern:',
      'json:',
      'equals:',
    ],
    ...[
      'evidence:',
      'subject:',
      'passed:',
      'max-age:',
      'dated:',
      'at-least:',
      'logins:',
      'teams:',
      '- ',
      '\n- ',
      '\n  ',
    ],
    ...[
      '{name}',
      '**',
      '24h',
      '&a ',
      '*a',
      '<<: *a',
      '__proto__: 1',
      'subject: {__proto__: x}',
      '"\\ud800"',
      'subject: {"\\udfff": x}',
      '---\n',
      '...\n',
      '| ',
    ],
  ],
  largest: 64 * 1024,
  growth: [
    { head: 'proofs:\n', open: '- {for: a, files: x{#}}\n' },
    { head: 'proofs:\n- for: a\n  paths: x/{n}/**\n  files:\n', open: '  - y/{n}/{#}\n' },
    { head: 'proofs:\n- for: a\n  files: x\n  contains:\n', open: "  - pattern: 'a{#}(b|c)*'\n" },
    { head: 'proofs: ', open: '[', close: ']' },
  ],
  async read(input) {
    const policy = await readPolicy({ path: 'proofs.yml', text: textOf(input) })
    for (const rule of policy.proofs.flatMap(({ contains }) => contains))
      if ('evidence' in rule) judgeEvidence(evidence, rule.evidence, now)
    return policy
  },
  async judge(input, policy) {
    const text = textOf(input)
    const document = parseDocument(text.replace(/^\ufeff/, ''), { logLevel: 'silent' })
    // Lists in brackets with little indentation are read here, and not by the library alone.
    if (document.errors.length > 0) return undefined
    const written = document.toJS()
    for (const kind of ['proofs', 'waivers'] as const) {
      const count = written?.[kind]?.length ?? 0
      if (policy[kind].length !== count) return `it has ${count} ${kind}, and ${policy[kind].length} are read`
    }
    for (const [index, { files, contains }] of policy.proofs.entries()) {
      if (files.length === 0) return 'a proof without files is read'
      for (const [at, rule] of contains.entries()) {
        const asked = Object.keys(written.proofs[index].contains[at]?.evidence?.subject ?? {})
        const kept = 'evidence' in rule ? Object.keys(rule.evidence.subject ?? {}) : []
        if (asked.length !== kept.length) return `it asks for the members ${asked}, and ${kept} are read`
      }
    }
    for (const other of variantsOf(text, 60_000)) {
      const read = await readPolicy({ path: 'proofs.yml', text: other }).catch(() => undefined)
      if (JSON.stringify(read) !== JSON.stringify(policy))
        return `it means something else as ${JSON.stringify(other)}`
    }
    return undefined
  },
})
