import { describe, expect, test } from 'vitest'
import type { BinaryFacts } from './binary-facts.ts'
import type { Proofs } from './decide.ts'
import type { Findings } from './findings.ts'
import { sectionOf } from './summary.ts'

const binary = (name: string, more: Partial<BinaryFacts> = {}): BinaryFacts => ({
  target: 'x86_64-unknown-linux-gnu',
  name,
  path: `/${name}`,
  size: 1234,
  sha256: 'a'.repeat(64),
  glibc: '2.31',
  permissions: undefined,
  rows: [
    { permission: 'read', allowed: 'data', denied: 'nothing', reason: undefined },
    { permission: 'run', allowed: 'everything', denied: 'nothing', reason: 'starts the editor of the user' },
  ],
  shown: [{ label: 'embedded files', values: ['main.ts'] }],
  embedded: undefined,
  problems: [],
  ...more,
})
const proofs: Proofs = {
  smoke: { target: 'x86_64-unknown-linux-gnu', args: ['--version'], problem: undefined },
  second: { kind: 'made', different: [] },
  growth: { kind: 'compared', tag: 'v1.0.0', grown: ['run also allows everything'] },
}
const findings = (more: Partial<Findings> = {}): Findings => ({
  name: 'kato',
  version: '1.2.3',
  commit: 'c'.repeat(40),
  denoVersion: '2.9.6',
  bases: [{ target: 'x86_64-unknown-linux-gnu', sha256: 'd'.repeat(64), checkedAgainst: 'published-sums' }],
  binaries: [binary('kato-linux'), binary('kato-darwin')],
  proofs,
  included: [],
  left: [],
  ...more,
})

describe('a reviewer of a release sees', () => {
  const section = sectionOf(findings(), [])

  test('each permission once, and why a broad one may stay', () => {
    expect(section).toContain('| <code>read</code> | data | nothing |')
    expect(section).toContain('starts the editor of the user')
    expect(section.match(/<code>read<\/code>/g)).toHaveLength(1)
  })

  test('what grew since the latest release', () => {
    expect(section).toContain('**New since <code>v1.0.0</code>:**\n\n- run also allows everything')
  })

  test('what else is in the binaries', () => {
    expect(section).toContain('| embedded files | <code>main.ts</code> |')
  })

  test('against which sums the runtime was checked, and that published ones prove little', () => {
    expect(section).toContain('not against their publisher')
    const committed = findings({
      bases: [{ ...findings().bases[0], checkedAgainst: 'committed-sums' } as never],
    })
    expect(sectionOf(committed, [])).not.toContain('publisher')
  })

  test('that one system gets other permissions than the rest', () => {
    const other = binary('kato-windows', { rows: [] })
    const differing = findings({
      binaries: [
        binary('kato-linux'),
        { ...other, rows: [{ permission: 'net', allowed: 'x', denied: '', reason: undefined }] },
      ],
    })
    expect(sectionOf(differing, [])).toContain('| <code>kato\\-windows</code>'.replace('\\-', '-'))
  })

  test('names from the program as text, so that none of them changes the page', () => {
    const hostile = binary('kato', {
      rows: [{ permission: 'read', allowed: '<img src=x> | `a` [b](c)', denied: '', reason: '@everyone' }],
      shown: [{ label: 'embedded files', values: ['</code><script>'] }],
    })
    const page = sectionOf(findings({ binaries: [hostile] }), [])
    expect(page).not.toMatch(/<img|<script|@everyone|\[b\]\(/)
  })
})
