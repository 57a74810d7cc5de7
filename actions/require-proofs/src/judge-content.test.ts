import { canonicalize, type Json, makeEvidence } from '@suite/evidence'
import { loadRegExpEngine } from '@suite/matchers'
import { describe, expect, it } from 'vitest'
import { nothingMore, now } from '../test/facts.ts'
import { faultOfContent, looksInside } from './judge-content.ts'
import type { ContentRule } from './policy.ts'

const compile = await loadRegExpEngine()
const utf8 = (text: string) => Buffer.from(text)
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const utf16be = (text: string) => utf16le(text).swap16()
const faultOf = (content: string | Buffer, ...contains: ContentRule[]) =>
  faultOfContent(typeof content === 'string' ? utf8(content) : content, { ...nothingMore, contains }, now)

describe('the content of a proof', () => {
  it.each([
    ['UTF-8', utf8('HTTP/2 204 ä€😀')],
    ['UTF-8 with a byte-order mark', utf8('\ufeffHTTP/2 204 ä€😀')],
    ['UTF-16LE, as PowerShell writes it', utf16le('HTTP/2 204 ä€😀')],
    ['UTF-16BE', utf16be('HTTP/2 204 ä€😀')],
  ])('is read as %s', (_, bytes) => {
    expect(faultOf(bytes, { text: '204 ä€😀' })).toBeUndefined()
    expect(faultOf(bytes, { pattern: compile('^HTTP/2 2') })).toBeUndefined()
  })

  it('is read as JSON after a byte-order mark', () => {
    for (const bytes of [utf8('\ufeff{"a":1}'), utf16le('{"a":1}'), utf16be('{"a":1}')])
      expect(faultOf(bytes, { json: '/a', equals: 1 })).toBeUndefined()
  })

  it.each([
    ['binary', Buffer.from([0x89, 0x50, 0xff, 0xfe])],
    ['half of a UTF-16 pair', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['an odd number of bytes of UTF-16', Buffer.from([0xff, 0xfe, 0x41])],
    ['Latin-1', Buffer.from('ä', 'latin1')],
  ])('that is not text does not count: %s', (_, bytes) => {
    expect(faultOf(bytes, { text: '' })).toBe('is not text (UTF-8, or UTF-16 with a byte-order mark)')
  })

  it('that is too large is not read', () => {
    expect(faultOf('a'.repeat(1_048_576), { text: 'a' })).toBeUndefined()
    expect(faultOf('a'.repeat(1_048_577), { text: 'a' })).toBe(
      'is larger than 1024 KiB, which is not looked into',
    )
  })

  it('that is too long for a pattern does not count, and is not a bug', () => {
    const pattern = compile('a', { textLength: 10 })
    expect(faultOf('a'.repeat(11), { pattern })).toMatch(/^is too long for the pattern "a": /)
  })

  it('that does not meet the requirement fails, and the message says what is missing', () => {
    expect(faultOf('x', { text: 'a "b"' })).toBe('does not hold the text "a \\"b\\""')
    expect(faultOf('x', { pattern: compile('a+') })).toBe('does not match the pattern "a+"')
    expect(faultOf('x', { text: 'x' }, { text: 'y' })).toBe('does not hold the text "y"')
  })
})

describe('a JSON proof', () => {
  const document = '{"a":{"b/c":1,"d~e":"x","":true},"l":[10,null],"n":null,"s":"1","__proto__":{"p":1}}'

  it.each<[string, string | number | boolean | undefined]>([
    ['/a', undefined],
    ['/a/b~1c', 1],
    ['/a/d~0e', 'x'],
    ['/a/', true],
    ['/l/0', 10],
    ['/s', '1'],
    ['/__proto__/p', 1],
  ])('has the value at %s', (json, equals) => {
    expect(faultOf(document, equals === undefined ? { json } : { json, equals })).toBeUndefined()
  })

  it.each<[string, string | number | boolean | undefined, string]>([
    ['/x', undefined, 'has nothing at /x'],
    ['/n', undefined, 'has nothing at /n'],
    ['/l/1', undefined, 'has nothing at /l/1'],
    ['/l/2', undefined, 'has nothing at /l/2'],
    ['/l/00', undefined, 'has nothing at /l/00'],
    ['/l/length', undefined, 'has nothing at /l/length'],
    ['/s/0', undefined, 'has nothing at /s/0'],
    ['/toString', undefined, 'has nothing at /toString'],
    ['/s', 1, 'has not 1 at /s'],
    ['/a/b~1c', '1', 'has not "1" at /a/b~1c'],
    ['/a/', 'true', 'has not "true" at /a/'],
    ['/a', 'x', 'has not "x" at /a'],
  ])('does not have: %s %s', (json, equals, fault) => {
    expect(faultOf(document, equals === undefined ? { json } : { json, equals })).toBe(fault)
  })

  it.each(['', 'no', '{"a":1', '{"a":1}{'])('that is not JSON does not count: %s', (text) => {
    expect(faultOf(text, { json: '/a' })).toBe('is not JSON, but /a is required')
  })
})

describe('the age of a proof', () => {
  const week = 7 * 86_400_000
  const faultOfAge = (content: string, dated?: string) =>
    faultOfContent(utf8(content), { ...nothingMore, maxAge: week, dated }, now)

  it.each([
    ['now', '2026-11-21T12:00:00Z'],
    ['a week ago', '2026-11-14T12:00:00Z'],
    ['in lower case', '2026-11-20t12:00:00z'],
    ['with a blank, an offset and a fraction', '2026-11-21 13:59:59.123456789+02:00'],
    ['a little ahead, as clocks are', '2026-11-21T12:04:59Z'],
    ['the first of several', 'at 2026-11-20T00:00:00Z, not 2020-01-01T00:00:00Z'],
  ])('is read from its text: %s', (_, text) => {
    expect(faultOfAge(`captured ${text}\n`)).toBeUndefined()
  })

  it.each([
    ['no time', 'yesterday', 'states no time, and may be 7 days old'],
    ['a date without a time', '2026-11-21', 'states no time, and may be 7 days old'],
    ['a time without an offset', '2026-11-21T12:00:00', 'states no time, and may be 7 days old'],
    ['an invalid time', '2026-13-41T12:00:00Z', 'states no time, and may be 7 days old'],
    ['too old', '2026-11-14T11:59:59Z', 'is of 2026-11-14T11:59:59.000Z, older than 7 days'],
    [
      'in the future',
      '2026-11-21T12:05:01Z',
      'states a time that is still to come (2026-11-21T12:05:01.000Z)',
    ],
  ])('is not accepted: %s', (_, text, fault) => {
    expect(faultOfAge(text)).toBe(fault)
  })

  it('is read where the policy says, not from the first time in the text', () => {
    const json = '{"first":"2026-11-21T11:00:00Z","at":{"made":"2020-01-01T00:00:00Z"},"number":1763726400}'
    expect(faultOfAge(json, '/first')).toBeUndefined()
    expect(faultOfAge(json, '/at/made')).toMatch(/older than 7 days/)
    expect(faultOfAge(json, '/number')).toBe('states no time at /number, and may be 7 days old')
    expect(faultOfAge(json, '/x')).toBe('states no time at /x, and may be 7 days old')
    expect(faultOfAge('2026-11-21T11:00:00Z', '/x')).toBe('states no time at /x, and may be 7 days old')
  })

  it('makes the gate read its proofs, as a rule for content does, and nothing else does', () => {
    expect(looksInside(nothingMore)).toBe(false)
    expect(looksInside({ ...nothingMore, maxAge: 1 })).toBe(true)
    expect(looksInside({ ...nothingMore, contains: [{ text: 'x' }] })).toBe(true)
  })
})

describe('evidence that an action of the suite wrote', () => {
  const found = (change: object = {}) =>
    makeEvidence({
      kind: 'cf-probes',
      verdict: 'pass',
      reason: 'probes-passed',
      subject: { 'base-url': 'https://api.example.com' },
      observed: { probes: [{ name: 'jwks', state: 'pass' }] },
      circumstances: { finishedAt: now.toISOString() },
      tool: { name: 'cf-probes', version: '1.0.0', commit: '0123456789ab' },
      ...change,
    })
  const write = (evidence: object) => canonicalize(evidence as unknown as Json)
  const wanted = {
    evidence: {
      kind: 'cf-probes',
      verdict: 'pass',
      requires: ['jwks'],
      subject: { 'base-url': 'https://api.example.com' },
    },
  } as const

  it('counts if it shows what is required', () => {
    expect(faultOf(write(found()), wanted)).toBeUndefined()
  })

  it.each<[string, string, RegExp]>([
    ['a run that failed', write(found({ verdict: 'fail' })), /The verdict is "fail", not "pass"/],
    ['a probe that was not run', write(found({ observed: { probes: [] } })), /"jwks" was not run/],
    ['another API', write(found({ subject: { 'base-url': 'https://x' } })), /"base-url" is "https:\/\/x"/],
    ['another action', write(found({ kind: 'promote-runtime-pin' })), /The kind is/],
    [
      'a verdict that was edited',
      write({ ...found({ verdict: 'fail' }), verdict: 'pass' }),
      /^is not evidence as an action of this suite wrote it: the digest/,
    ],
    ['any other text', 'HTTP/2 200\n', /^is not evidence as an action of this suite wrote it/],
  ])('does not count for %s', (_, text, fault) => {
    expect(faultOf(text, wanted)).toMatch(fault)
  })

  it('has the age that it states', () => {
    const demands = { contains: [wanted], maxAge: 60_000, dated: '/circumstances/finishedAt' }
    const later = new Date(now.getTime() + 61_000)
    const bytes = utf8(write(found()))
    expect(faultOfContent(bytes, demands, now)).toBeUndefined()
    expect(faultOfContent(bytes, demands, later)).toMatch(/older than/)
  })
})
