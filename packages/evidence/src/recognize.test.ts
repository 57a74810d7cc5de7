import { describe, expect, it } from 'vitest'
import { canonicalize, type Json } from './canonicalize.ts'
import { makeEvidence } from './evidence.ts'
import { recognize } from './recognize.ts'

const evidence = makeEvidence({
  kind: 'cf-probes',
  verdict: 'fail',
  reason: 'probes-failed',
  subject: { 'base-url': 'https://api.example.com/' },
  observed: {
    probes: [
      { name: 'jwks', state: 'fail' },
      { name: 'cors', state: 'pass' },
    ],
  },
  circumstances: { finishedAt: '2026-11-21T12:00:00.000Z' },
  tool: { name: 'cf-probes', version: '1.2.3', commit: 'abc' },
})
const written = `${canonicalize(evidence as unknown as Json)}\n`
const transcript = [
  'FAIL: jwks (jwks)',
  'no answer: connection-refused',
  '',
  '  made by           cf-probes 1.2.3 (abc)',
  '  finished          2026-11-21T12:00:00.000Z',
  `  evidence          ${evidence.digest}`,
  '',
].join('\n')

describe('evidence', () => {
  it.each<[string, string]>([
    ['as it was written', written],
    ['pretty-printed', JSON.stringify(JSON.parse(written), null, 2)],
  ])('is recognized and read %s', (_, text) => {
    expect(recognize(text)).toEqual({
      is: 'evidence',
      evidence,
      fault: undefined,
      transcripts: ['jwks.txt', 'cors.txt'],
    })
  })

  const escaped = written.replace('"format"', '"\\u0066ormat"')
  it.each<[string, string]>([
    ['with another verdict', written.replace('"verdict":"fail"', '"verdict":"pass"')],
    ['truncated', written.slice(0, -40)],
    ['truncated, with its format written in escapes', escaped.slice(0, -40)],
    ['after two byte-order marks', `\ufeff\ufeff${written}`],
    ['with NULs between its characters', [...written].join('\0')],
    ['in a list', `[${written}]`],
    ['of a later version', written.replace('evidence/1', 'evidence/2')],
    ['with its format taken away', written.replace(',"format":"evidence/1"', '')],
    ['with its members in capitals', written.replace('"format":"evidence', '"FORMAT":"Evidence')],
    ['within other text', `Our proof:\n\n\`\`\`json\n${written}\`\`\`\n`],
  ])('is recognized %s, but not accepted as valid', (_, text) => {
    expect(recognize(text)).toMatchObject({ is: 'evidence', evidence: undefined, fault: expect.any(String) })
  })

  it('gives the names of its transcripts, even if it is truncated', () => {
    expect(recognize(written.slice(0, -40))).toMatchObject({ transcripts: ['jwks.txt', 'cors.txt'] })
  })
})

describe('a transcript', () => {
  it.each<[string, string]>([
    ['as it was written', transcript],
    ['with the line breaks of Windows', transcript.replaceAll('\n', '\r\n')],
    ['without the first lines', transcript.split('\n').slice(3).join('\n')],
  ])('is recognized with its digest %s', (_, text) => {
    expect(recognize(text)).toMatchObject({ is: 'transcript', digests: [evidence.digest] })
  })

  it('without its digest is recognized by what it says about the probe and the tool', () => {
    const altered = transcript.replace(/^ {2}evidence.*\n/m, '')
    expect(recognize(altered)).toEqual({ is: 'transcript', digests: [], passed: false })
  })

  it.each<[string, string, boolean]>([
    ['that passed', transcript.replace('FAIL', 'PASS'), true],
    ['that failed', transcript, false],
    ['of one probe that passed and one that did not', transcript.replace('FAIL', 'PASS') + transcript, false],
  ])('tells whether it is about a probe %s', (_, text, passed) => {
    expect(recognize(text)).toMatchObject({ passed })
  })
})

it.each([
  'HTTP/2 200\nserver: cloudflare\n',
  '{"keys":[{"kid":"a"}]}',
  '{"digest":"sha256:0","kind":"image"}',
  '{"format":"json","verdict":"pass"}',
  'PASS: everything (really)\n',
  'As evidence we attach the output below.\n',
  '',
  'null',
])('a text that the suite did not write is not recognized: %j', (text) => {
  expect(recognize(text)).toBeUndefined()
})
