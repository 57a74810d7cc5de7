import { describe, expect, it, test } from 'vitest'
import { type Evidence, type EvidencePolicy, type Json, judgeEvidence, makeEvidence } from './index.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const probes: Json = [
  { name: 'jwks', state: 'pass' },
  { name: 'cors', state: 'fail' },
  { name: 'twice', state: 'pass' },
  { name: 'twice', state: 'inconclusive' },
  { name: 'stateless' },
]
const made = (finishedAt = '2026-11-21T11:00:00Z', observed: Json = { probes }): Evidence =>
  makeEvidence({
    kind: 'cf-probes',
    verdict: 'pass',
    reason: 'all-passed',
    subject: { worker: 'api', environment: 'production' },
    observed,
    circumstances: { finishedAt },
    tool: { name: 'cf-probes', version: '1.0.0', commit: 'unknown' },
  })

test('evidence that fits the policy is accepted', () => {
  const policy = {
    kind: 'cf-probes',
    verdict: 'pass',
    requires: ['jwks'],
    maxAgeMs: 3_600_000,
    subject: { worker: 'api' },
  } as const
  expect(judgeEvidence(made(), policy, now)).toEqual([])
})

test.each([
  ['https://api.example.com', 'https://api.example.com/', true],
  ['https://API.example.com:443/', 'https://api.example.com/', true],
  ['https://api.example.com/v1/', 'https://api.example.com/v1', true],
  ['https://api.example.com/v1', 'https://api.example.com/', false],
  ['https://api.example.com/V1', 'https://api.example.com/v1', false],
  ['http://api.example.com', 'https://api.example.com/', false],
  ['https://api.example.com//', 'https://api.example.com/', false],
  ['api.example.com', 'https://api.example.com/', false],
])('a policy that requires the address %s accepts %s as a browser would: %s', (wanted, found, holds) => {
  const evidence = makeEvidence({ ...made(), subject: { 'base-url': found } })
  expect(judgeEvidence(evidence, { subject: { 'base-url': wanted } }, now).length === 0).toBe(holds)
})

describe('evidence that does not fit is refused with a sentence that says why', () => {
  it.each<[EvidencePolicy, string]>([
    [{ kind: 'promote' }, 'The kind is "cf-probes", not "promote".'],
    [{ verdict: 'fail' }, 'The verdict is "pass", not "fail".'],
    [{ requires: ['kv'] }, 'The probe "kv" was not run.'],
    [{ requires: ['cors'] }, 'The probe "cors" did not pass: its state is "fail".'],
    [{ requires: ['twice'] }, 'The probe "twice" did not pass: its state is "inconclusive".'],
    [{ requires: ['stateless'] }, 'The probe "stateless" did not pass: its state is null.'],
    [{ maxAgeMs: 3_599_999 }, 'The finding is 60 minutes old (2026-11-21T11:00:00Z); it may be 59 minutes.'],
    [{ subject: { worker: 'www' } }, `The subject's "worker" is "api", not "www".`],
    [{ subject: { region: 'eu' } }, 'The subject does not say its "region", which must be "eu".'],
    [{ subject: { toString: 'eu' } }, 'The subject does not say its "toString", which must be "eu".'],
  ])('%j', (policy, sentence) => {
    expect(judgeEvidence(made(), policy, now)).toEqual([sentence])
  })
})

test('all problems are reported at once', () => {
  expect(judgeEvidence(made(), { kind: 'x', requires: ['kv', 'cors'], maxAgeMs: 0 }, now)).toHaveLength(4)
})

describe('a required probe that the finding does not list never counts as run', () => {
  it.each<Json>([null, [], 'jwks', {}, { probes: null }, { probes: 'jwks' }, { probes: ['jwks', null, 1] }])(
    '%j',
    (observed) => {
      const sentences = judgeEvidence(made(undefined, observed), { requires: ['jwks'] }, now)
      expect(sentences).toEqual(['The probe "jwks" was not run.'])
    },
  )
})

describe('a clock that runs ahead does not keep evidence fresh for ever', () => {
  it.each([
    ['2026-11-21T12:05:00Z', 0],
    ['2026-11-21T12:05:01Z', 1],
    ['2026-11-21T14:05:00+02:00', 0],
    ['9999-12-31T23:59:59Z', 1],
  ])('%s', (finishedAt, sentences) => {
    expect(judgeEvidence(made(finishedAt), {}, now)).toHaveLength(sentences)
  })

  test('an invalid time is refused', () => {
    const broken = { ...made(), circumstances: { finishedAt: 'soon' } }
    expect(judgeEvidence(broken, {}, now)).toHaveLength(1)
  })
})

test('text from the file cannot inject commands into a log', () => {
  const [sentence] = judgeEvidence({ ...made(), kind: 'x\u202e\n::warning::' }, { kind: 'y' }, now)
  expect(sentence).not.toMatch(/[\n\u202e]/)
})
