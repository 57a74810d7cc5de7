import { UsageError } from '@suite/errors'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalize, type Evidence, type Finding, type Json, makeEvidence, readEvidence } from './index.ts'

const finding: Finding = {
  kind: 'cf-probes',
  verdict: 'pass',
  reason: 'all-passed',
  subject: { 'base-url': 'https://api.example.com' },
  observed: { probes: [{ name: 'jwks', state: 'pass' }] },
  circumstances: { finishedAt: '2026-11-21T06:30:00Z', attempts: 2 },
  tool: { name: 'cf-probes', version: '1.0.0', commit: '0123456789ab' },
}
const evidence = makeEvidence(finding)
const textOf = (value: unknown) => `${canonicalize(value as Json)}\n`

function refusal(text: string): UsageError {
  try {
    readEvidence(text, 'ops/proofs/evidence.json')
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('was read')
}

test('evidence reads back as it was made', () => {
  expect(readEvidence(textOf(evidence), 'evidence.json')).toEqual(evidence)
})

test('evidence stays valid when a formatter indents the file', () => {
  const indented = JSON.stringify(JSON.parse(textOf(evidence)), null, 2).replaceAll('\n', '\r\n')
  expect(readEvidence(indented, 'evidence.json')).toEqual(evidence)
})

test('equal behaviour has an equal digest on another day and machine', () => {
  const later = makeEvidence({
    ...finding,
    circumstances: { finishedAt: '2027-01-01T00:00:00+02:00', attempts: 9 },
    tool: { name: 'cf-probes', version: '1.2.0', commit: 'fedcba987654' },
  })
  expect(later.digest).toBe(evidence.digest)
})

describe('different behaviour has a different digest', () => {
  it.each<[string, Partial<Finding>]>([
    ['kind', { kind: 'other' }],
    ['verdict', { verdict: 'fail' }],
    ['reason', { reason: 'other' }],
    ['subject', { subject: {} }],
    ['observed', { observed: { probes: [] } }],
  ])('%s', (_, change) => {
    expect(makeEvidence({ ...finding, ...change }).digest).not.toBe(evidence.digest)
  })
})

describe('an edited file is refused', () => {
  it.each<[string, (evidence: Evidence) => unknown]>([
    [
      'a verdict turned green',
      (made) => ({ ...makeEvidence({ ...finding, verdict: 'fail' }), verdict: made.verdict }),
    ],
    ['a probe added', (made) => ({ ...made, observed: { probes: [] } })],
    ['a member that readers do not look at', (made) => ({ ...made, extra: 1 })],
    ['another format', (made) => ({ ...made, format: 'evidence/2' })],
    ['no digest', ({ digest: _, ...rest }) => rest],
    ['no time', (made) => ({ ...made, circumstances: {} })],
    ['an invalid time', (made) => ({ ...made, circumstances: { finishedAt: '2026-02-30T00:00:00Z' } })],
    ['a subject that is a list', (made) => ({ ...made, subject: [] })],
    ['a tool without a commit', (made) => ({ ...made, tool: { name: 'cf-probes', version: '1.0.0' } })],
    ['a list', () => []],
    ['null', () => null],
  ])('%s', (_, edit) => {
    const { reason, problems } = refusal(textOf(edit(evidence)))
    expect(reason).toBe('evidence-invalid')
    expect(problems.every(({ at }) => at?.file === 'ops/proofs/evidence.json')).toBe(true)
  })

  test('a duplicate member is refused: a reviewer would read one, a tool the other', () => {
    const twice = textOf(evidence).replace('"verdict":"pass"', '"verdict":"fail","verdict":"pass"')
    expect(JSON.parse(twice)).toEqual(evidence)
    expect(refusal(twice).message).toContain('each member once')
  })

  test('a member named __proto__ counts like any other', () => {
    const text = textOf(evidence).replace('"observed":{', '"observed":{"__proto__":{"x":1},')
    expect(refusal(text).message).toContain('digest')
  })

  it.each(['', '{', 'null x', '\u0000', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, '"\\ud800"'])(
    'a text that is not JSON, or is harmful JSON, is refused (%#)',
    (text) => expect(refusal(text).reason).toBe('evidence-invalid'),
  )
})

test('any file is either read or refused with a reason', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        expect(refusal(text).reason).toBe('evidence-invalid')
      },
    ),
  )
})

test('changing any one character makes the file invalid, or does not change what the digest covers', () => {
  const text = textOf(evidence)
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const changed = text.slice(0, at) + character + text.slice(at + 1)
      try {
        expect(readEvidence(changed, 'evidence.json').observed).toEqual(evidence.observed)
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError)
      }
    }),
  )
})

test('an invalid time is a defect of the action that makes the evidence', () => {
  expect(() => makeEvidence({ ...finding, circumstances: { finishedAt: 'yesterday' } })).toThrow(TypeError)
})
