import { canonicalize, type Evidence, type Json, makeEvidence } from '@suite/evidence'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../test/facts.ts'
import { transcriptsToRead } from './suite-files.ts'

const of = (verdict: Evidence['verdict'], over: Partial<Evidence> = {}) =>
  makeEvidence({
    kind: 'cf-probes',
    verdict,
    reason: 'probes',
    subject: { 'base-url': `https://${verdict}.example.com/` },
    observed: {
      probes: [
        { name: 'jwks', state: verdict },
        { name: 'cors', state: 'pass' },
      ],
    },
    circumstances: { finishedAt: '2026-11-21T12:00:00.000Z' },
    tool: { name: 'cf-probes', version: '1.2.3', commit: 'abc' },
    ...over,
  })
const write = (evidence: Evidence) => `${canonicalize(evidence as unknown as Json)}\n`
const transcript = ({ digest }: Evidence, outcome = 'PASS') =>
  `${outcome}: jwks (jwks)\n\n  made by           cf-probes 1.2.3 (abc)\n  evidence          ${digest}\n`

const faultsOf = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries([...factsOf(files).suiteFaults].map(([path, { fault }]) => [path, fault]))
const [passed, failed] = [of('pass'), of('fail')]

describe('evidence that passed', () => {
  it.each<[string, Record<string, string>]>([
    ['with its transcripts', { 'p/evidence.json': write(passed), 'p/jwks.txt': transcript(passed) }],
    ['under other names', { 'p/a.json': write(passed), 'p/b.txt': transcript(passed) }],
    [
      'in another folder than its transcripts',
      { 'p/evidence.json': write(passed), 'q/jwks.txt': transcript(passed) },
    ],
    [
      'in other white space',
      { 'p/e.json': write(passed).replaceAll(',"', ', "'), 'p/t.txt': transcript(passed) },
    ],
    [
      'of an action without transcripts',
      { 'p/evidence.json': write(of('pass', { observed: { pinned: 'v1' } })) },
    ],
    [
      'next to what somebody else wrote',
      { 'p/evidence.json': write(passed), 'p/jwks.txt': transcript(passed), 'p/cors.txt': 'HTTP/2 204\n' },
    ],
  ])('%s counts', (_, files) => {
    expect(faultsOf(files)).toEqual({})
  })

  it('without any of its transcripts does not count', () => {
    const gone = 'is evidence whose transcripts are gone, such as jwks.txt'
    expect(faultsOf({ 'p/evidence.json': write(passed) })).toEqual({ 'p/evidence.json': gone })
    const others = { 'p/evidence.json': write(passed), 'p/jwks.txt': transcript(failed, 'FAIL') }
    expect(faultsOf(others)).toMatchObject({ 'p/evidence.json': gone })
  })

  it('does not make a transcript of a failed probe count, nor one of another run', () => {
    const files = {
      'p/evidence.json': write(passed),
      'p/jwks.txt': transcript(passed),
      'p/forged.txt': transcript(passed, 'FAIL'),
      'p/other.txt': transcript(failed),
    }
    expect(faultsOf(files)).toEqual({
      'p/forged.txt': 'is the transcript of a probe that did not pass',
      'p/other.txt':
        'is a transcript without the evidence that it belongs to: add the evidence.json of the same run',
    })
  })
})

describe('evidence that does not count', () => {
  it.each<[string, string, string]>([
    ['failed', write(failed), 'is evidence with the verdict fail, not pass'],
    ['was skipped', write(of('skip')), 'is evidence with the verdict skip, not pass'],
    [
      'was altered',
      write(failed).replace('"verdict":"fail"', '"verdict":"pass"'),
      'is not evidence as an action of this suite wrote it: the digest',
    ],
    [
      'was truncated',
      write(failed).slice(0, -50),
      'is not evidence as an action of this suite wrote it: is not JSON',
    ],
  ])('because it %s also invalidates its transcripts, by digest and by name', (_, evidence, fault) => {
    const faults = faultsOf({
      'p/Evidence.JSON': evidence,
      'p/cors.txt': transcript(failed),
      'p/JWKS.txt': 'edited until nothing is left of its form\n',
      'p/mine.txt': 'HTTP/2 200\n',
      'q/jwks.txt': 'HTTP/2 200\n',
    })
    expect(faults).toEqual({
      'p/Evidence.JSON': expect.stringContaining(fault),
      'p/cors.txt': expect.stringMatching(/^is a transcript /),
      'p/JWKS.txt': 'has the name of a transcript of p/Evidence.JSON, which does not count',
    })
  })
})

it('a transcript without its evidence does not count, because its run may have failed', () => {
  const stripped = transcript(passed).replace(/^ {2}evidence.*\n/m, '')
  expect(Object.keys(faultsOf({ 'p/a.txt': transcript(passed), 'p/b.txt': stripped }))).toEqual([
    'p/a.txt',
    'p/b.txt',
  ])
})

it('transcripts are searched next to their evidence, unless one was read', () => {
  const wanted = (files: Record<string, string>) => [...transcriptsToRead(factsOf(files).atHead)]
  expect(wanted({ 'p/evidence.json': write(passed) })).toEqual(['p/jwks.txt', 'p/cors.txt'])
  expect(wanted({ 'p/evidence.json': write(passed), 'p/x.txt': transcript(passed) })).toEqual([])
})
