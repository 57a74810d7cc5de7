import { canonicalize, type Json, makeEvidence, readEvidence } from '@suite/evidence'
import type { ProbeResult } from '@suite/probes'
import { expect, it } from 'vitest'
import { check } from '../../../packages/probes/src/check.ts'
import { answer } from '../../../packages/probes/test/answers.ts'
import { findingOf } from './finding.ts'
import type { Origin } from './origin.ts'
import { headlineOf, lineOf, recordsOf, storyOf, summaryOf } from './report.ts'
import { transcriptsOf } from './transcript.ts'

const origin: Origin = {
  file: 'ops/probes.yml',
  presetChosenBy: undefined,
  ofPreset: new Set(),
  baseUrl: new URL('https://api.example.com'),
  fileIgnored: false,
}

const result: ProbeResult = {
  name: 'cors-si-ask',
  kind: 'cors',
  state: 'fail',
  because: 'expected that it allows | the header x; came \u001b[31mnothing',
  cause: 'wrong-content',
  attempts: 4,
  passes: 0,
  latencies: [],
  retried: { 'wrong-version': 3 },
  convergedAfter: undefined,
  version: 'proven',
  checks: [
    check('the status is 204', true, '204'),
    check('it allows the header x', false, 'nothing\u001b[31m'),
  ],
  shows: {},
  shownHeaders: ['x-worker-version'],
  missing: [],
  exchanges: [
    {
      order: 0,
      name: 'preflight',
      at: new Date('2026-11-21T12:00:01Z'),
      method: 'OPTIONS',
      url: 'https://api.example.com/api/si/ask',
      headers: { origin: 'https://app.example.com', cookie: 'a=b' },
      body: undefined,
      outcome: { answer: answer(204, { vary: ['Origin', 'Accept'], 'x-secret': 'x' }) },
      version: { kind: 'proven' },
    },
    {
      order: 1,
      name: 'actual request',
      at: new Date('2026-11-21T12:00:01Z'),
      method: 'POST',
      url: 'https://api.example.com/api/si/ask',
      headers: {},
      body: '{}',
      outcome: { failure: { kind: 'timeout', detail: 'nothing whole within 10 ms' } },
      version: { kind: 'unproven' },
    },
  ],
}

const evidence = (over: Partial<ProbeResult> = {}, at = '2026-11-21T12:00:02Z') =>
  makeEvidence(
    findingOf(
      [{ ...result, ...over }],
      { verdict: 'fail', reason: 'probes-failed' },
      { 'base-url': 'https://api.example.com/' },
      { startedAt: new Date('2026-11-21T12:00:00Z'), finishedAt: new Date(at), commit: 'c0ffee', run: '' },
      { name: 'cf-probes', version: '1.2.3', commit: 'abc' },
      (text) => text,
    ),
  )

it('a transcript shows what was sent, answered and expected, when, and by which tool', () => {
  const text = transcriptsOf(evidence()).get('cors-si-ask.txt') ?? ''
  for (const part of [
    'FAIL: cors-si-ask (cors)',
    'cf-probes 1.2.3 (abc)',
    '2026-11-21T12:00:00.000Z',
    'base-url          https://api.example.com/',
    'proven: each answer named it',
    '4; the last 0 passed in a row; repeated for 3 wrong-version',
    'yes  the status is 204: 204',
    'NO   it allows the header x: nothing',
    'preflight, 2026-11-21T12:00:01.000Z',
    '> OPTIONS https://api.example.com/api/si/ask',
    '> origin: https://app.example.com',
    '< 204',
    '< vary: Origin\n  < vary: Accept',
    '< no answer: timeout (nothing whole within 10 ms)',
    evidence().digest,
  ])
    expect(text).toContain(part)
  expect(text).not.toMatch(/cookie|x-secret/)
  expect(text).not.toContain('\u001b')
})

it('a transcript can be rendered again from the evidence that was kept', () => {
  const kept = readEvidence(canonicalize(evidence() as unknown as Json), 'evidence.json')
  expect(transcriptsOf(kept)).toEqual(transcriptsOf(evidence()))
})

it('only behaviour changes the digest, and no time, latency or number of attempts does', () => {
  const { digest } = evidence()
  const [first, ...rest] = result.exchanges
  if (!first) throw new Error('no exchange')
  const later = {
    ...first,
    at: new Date(),
    outcome: { answer: answer(204, { date: 'today', 'cf-ray': '1' }) },
  }
  const same: Partial<ProbeResult>[] = [
    { attempts: 9, retried: {}, latencies: [1] },
    { exchanges: [later, ...rest] },
    { shows: { 'claims of the token': '{"exp":1}' } },
  ]
  expect(same.map((over) => evidence(over, '2027-01-01T00:00:00Z').digest)).toEqual([digest, digest, digest])
  const other: Partial<ProbeResult>[] = [
    { state: 'pass' },
    { version: 'unproven' },
    { because: 'x' },
    { checks: [] },
  ]
  for (const over of other) expect(evidence(over).digest).not.toBe(digest)
})

it('log and summary say what is wrong and what to do, and no answer can inject commands or markup', () => {
  const passed: ProbeResult = {
    ...result,
    name: 'jwks',
    state: 'pass',
    passes: 3,
    latencies: [12.3, 9],
    version: 'unproven',
    because: 'all as expected',
    cause: 'passed',
  }
  expect(headlineOf([passed, result], { reason: 'probes-failed' }, origin)).toBe(
    '1 of 2 probes did not pass: cors-si-ask',
  )
  expect(headlineOf([passed], { reason: 'probes-passed' }, origin)).toBe('1 probe passed, version unproven')
  expect(lineOf(passed)).toBe('✓ jwks: 3 passes in 4 attempts, 12 ms, version unproven')
  expect(lineOf(result)).toBe(
    '✗ cors-si-ask: fail after 4 attempts: expected that it allows | the header x; came \\u{1b}[31mnothing',
  )
  expect(storyOf([passed, result], undefined, origin).join('\n')).toMatch(
    /cors-si-ask \(fail\)[\s\S]*roll back or correct it/,
  )
  const summary = summaryOf([passed, result], undefined, origin)
  expect(summary.split('\n')).toHaveLength(6)
  expect(summary).toContain('\\|')
  expect(summary).not.toContain('\u001b')
  expect(recordsOf([passed])).toEqual([
    expect.objectContaining({ name: 'jwks', state: 'pass', latencies: [12.3, 9], attempts: 4 }),
  ])
})

it('a text that is truncated within a character is kept and printed', () => {
  const cut = `${'x'.repeat(119)}\ud83d`
  const text = transcriptsOf(evidence({ because: cut, shows: { head: cut } })).get('cors-si-ask.txt')
  expect(text).toContain(`${'x'.repeat(119)}\ufffd`)
})
