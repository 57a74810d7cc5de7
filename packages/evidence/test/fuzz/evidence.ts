import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import {
  canonicalize,
  type Evidence,
  type Json,
  makeEvidence,
  readEvidence,
  recognize,
} from '../../src/index.ts'

const finding = {
  kind: 'cf-probes',
  verdict: 'pass',
  reason: 'all-passed',
  subject: { url: 'https://a.example/', 'a"b': 'e\u0301\\' },
  observed: {
    probes: [
      { name: 'health', state: 'pass' },
      { name: 'é', state: 'pass' },
    ],
    count: 1.5,
  },
  circumstances: { finishedAt: '2026-01-31T12:00:00Z', ms: 12, run: '7' },
  tool: { name: 'cf-probes', version: '1.0.0', commit: 'a'.repeat(40) },
} as const
const written = [
  makeEvidence(finding),
  makeEvidence({ ...finding, verdict: 'fail', reason: 'failed', observed: [], subject: {} }),
]
/** What is covered by the digest, of each evidence that was really made. */
const covered = new Set(written.map(coveredBy))

export const target = defineTarget<Evidence>({
  name: 'evidence',
  corpus: [
    ...written.map((each) => canonicalize(each as unknown as Json)),
    ...written.map(
      (each) => `${JSON.stringify(JSON.parse(canonicalize(each as unknown as Json)), null, 2)}\n`,
    ),
  ].map(bytesOf),
  dictionary: [
    ...[
      '"verdict":"pass"',
      '"verdict":"fail"',
      '"format":"evidence/1"',
      '"digest":"sha256:',
      '"observed":',
      '"subject":',
    ],
    ...[
      '"circumstances":',
      '"finishedAt":',
      '"tool":',
      '"__proto__":{}',
      '{"',
      '":',
      '","',
      '\\u0061',
      '\\"',
      '\\',
      'e1',
      'E+0',
      '.0',
    ],
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"a":', open: '{"a":', close: '}', middle: '1', tail: '}' },
    { head: '{"format":"evidence/1","observed":[', open: '"\\"', tail: '"]}' },
    { open: '"format" ' },
    { open: '"name": ' },
    { open: '\\u00' },
    { open: 'PASS: a ' },
    { open: '{', tail: '"format":"evidence/1"' },
    { head: '{"format":"evidence/1"', open: ',"m{#}":1', tail: '}' },
  ],
  read(input) {
    const text = textOf(input)
    recognize(text)
    return readEvidence(text, 'evidence.json')
  },
  judge(input, evidence) {
    if (!covered.has(coveredBy(evidence))) return 'an altered finding is accepted'
    const plain: unknown = JSON.parse(textOf(input))
    if (JSON.stringify(plain) !== JSON.stringify(evidence)) return 'another value is read than the text has'
    const recognized = recognize(textOf(input))
    return recognized?.is === 'evidence' && recognized.evidence ? undefined : 'it is read, and not recognized'
  },
})

function coveredBy({ circumstances: _, tool: __, ...rest }: Evidence): string {
  return canonicalize(rest as unknown as Json)
}
