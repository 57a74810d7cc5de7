import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { readPolicy } from './read-policy.ts'

const read = (text: string) => readPolicy({ path: 'proofs.yml', text })

async function refusalOf(text: string): Promise<string[]> {
  const error = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(UsageError)
  const { reason, message } = error as UsageError
  expect(reason).toBe('config-invalid')
  return message.split('\n')
}

describe('a policy', () => {
  it('is read as it is written', async () => {
    const policy = await read(`proofs:
  - for: change:routes
    paths: workers/{service}/**
    files: ['ops/proofs/{service}/**', 'ops/{service}/a.txt']
    at-least: 2
    contains: [{text: ok}, {pattern: '^HTTP/2'}, {json: /a, equals: false}, {json: /b}]
    max-age: 90m
    dated: /at
waivers:
  - {for: [change:routes, change:cors], logins: [alice], teams: [acme/security]}
`)
    expect(policy.proofs).toMatchObject([
      {
        labels: ['change:routes'],
        files: [{ names: ['service'] }, { names: ['service'] }],
        atLeast: 2,
        contains: [
          { text: 'ok' },
          { pattern: { source: '^HTTP/2' } },
          { json: '/a', equals: false },
          { json: '/b' },
        ],
        maxAge: 5_400_000,
        dated: '/at',
      },
    ])
    expect(policy.waivers).toEqual([
      { labels: ['change:routes', 'change:cors'], logins: ['alice'], teams: ['acme/security'] },
    ])
  })

  it('accepts evidence that passed, by the time that it states, by default', async () => {
    const { proofs } = await read(
      'proofs: [{for: l, files: a, max-age: 1d, contains: [{evidence: {kind: cf-probes, passed: [jwks]}}]}]',
    )
    expect(proofs).toMatchObject([
      {
        contains: [{ evidence: { kind: 'cf-probes', verdict: 'pass', requires: ['jwks'] } }],
        dated: '/circumstances/finishedAt',
      },
    ])
  })

  it('may contain only its label', async () => {
    expect((await read('proofs: [{for: l, files: a}]')).proofs).toMatchObject([
      { atLeast: 1, paths: [], contains: [], maxAge: undefined, dated: undefined },
    ])
    expect(await read('{}')).toEqual({ proofs: [], waivers: [] })
  })

  it.each([
    ['90', 90_000],
    ['"90"', 90_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1.5m', 90_000],
    ['500ms', 500],
  ])('accepts an age of %s', async (written, milliseconds) => {
    const policy = await read(`proofs: [{for: l, files: a, max-age: ${written}}]`)
    expect(policy.proofs[0]?.maxAge).toBe(milliseconds)
  })
})

const rule = (more: string) => `proofs:\n  - for: l\n    files: a\n    ${more}\n`

describe('a mistake in a policy is reported at its line', () => {
  it.each<[string, string, RegExp]>([
    [
      'an unknown key',
      rule('atleast: 2'),
      /^proofs\.yml:4:5: unknown key "atleast"; did you mean "at-least"\?$/,
    ],
    [
      'an unknown key at the top',
      'prooves: []',
      /^proofs\.yml:1:1: unknown key "prooves"; did you mean "proofs"\?$/,
    ],
    [
      'an unknown key of a waiver',
      'waivers: [{for: l, users: [a]}]',
      /^proofs\.yml:1:\d+: unknown key "users"/,
    ],
    ['no label', 'proofs: [{files: a}]', /^proofs\.yml:1:10: "for": /],
    ['no file', 'proofs: [{for: l}]', /^proofs\.yml:1:10: "files": /],
    [
      'an empty list',
      'proofs: [{for: [], files: a}]',
      /^proofs\.yml:1:16: "for": must have at least 1 item$/,
    ],
    ['an empty label', "proofs: [{for: '', files: a}]", /^proofs\.yml:1:16: /],
    ['zero proofs', rule('at-least: 0'), /^proofs\.yml:4:15: "at-least": must be at least 1$/],
    ['half a proof', rule('at-least: 1.5'), /^proofs\.yml:4:15: /],
    ['an invalid age', rule('max-age: 7 days'), /^proofs\.yml:4:14: "max-age": /],
    ['an age of zero days', rule('max-age: 0d'), /^proofs\.yml:4:14: "max-age": /],
    ['an age of zero', rule('max-age: 0'), /^proofs\.yml:4:14: "max-age": /],
    ['a date without an age', rule('dated: /at'), /^proofs\.yml:4:5: dated says nothing without max-age$/],
    ['an invalid pointer', rule('contains: [{json: a}]'), /^proofs\.yml:4:\d+: /],
    ['content without a kind', rule('contains: [{equals: a}]'), /^proofs\.yml:4:\d+: /],
    ['content of two kinds', rule('contains: [{text: a, pattern: b}]'), /^proofs\.yml:4:\d+: /],
    ['content that is only text', rule('contains: [ok]'), /^proofs\.yml:4:16: /],
    ['a pattern with a lookahead', rule("contains: [{pattern: '(?=a)b'}]"), /^proofs\.yml:4:26: .*lookahead/],
    ['an invalid pattern', rule("contains: [{pattern: '('}]"), /^proofs\.yml:4:26: /],
    ['a negated glob', "proofs: [{for: l, files: '!a'}]", /^proofs\.yml:1:26: .*cannot begin with !/],
    ['a glob of a list', "proofs: [{for: l, files: [a, '#b']}]", /^proofs\.yml:1:30: .*cannot begin with #/],
    [
      'a capture without paths',
      'proofs: [{for: l, files: "a/{x}"}]',
      /^proofs\.yml:1:26: \{x\} is not captured/,
    ],
    [
      'a capture that not every glob has',
      'proofs: [{for: l, paths: ["a/{x}", "b/*"], files: ["c", "d/{x}"]}]',
      /^proofs\.yml:1:57: \{x\} is not captured by every glob of paths$/,
    ],
    [
      'a waiver without a person',
      'waivers: [{for: l}]',
      /^proofs\.yml:1:11: a waiver names logins or teams$/,
    ],
    ['a team without its organization', 'waivers: [{for: l, teams: [security]}]', /^proofs\.yml:1:28: /],
    ['a list in place of the whole', '- a', /^proofs\.yml:1:1: expected a mapping, found a list$/],
    ['nothing at all', '', /^proofs\.yml:1:1: expected a mapping, found nothing$/],
    ['invalid YAML', 'proofs: [', /^proofs\.yml:1:\d+: /],
    ['a key given twice', 'proofs: []\nproofs: []', /^proofs\.yml:2:1: /],
  ])('%s', async (_, text, expected) => {
    expect((await refusalOf(text))[0]).toMatch(expected)
  })

  it('and all mistakes are reported at once', async () => {
    const text = 'proofs: [{for: l, files: "a/{x}", dated: /a}]\nwaivers: [{for: l}]\n'
    expect(await refusalOf(text)).toHaveLength(3)
  })
})

it('globs that together would take long on every file are refused, at the line of the one that exceeds the limit', async () => {
  const rules = Array.from(
    { length: 30 },
    (_, at) =>
      `  - for: change:routes\n    paths: 'w${at}/{service}/*{1..500}*'\n    files: 'ops/${at}/**'\n`,
  )
  await expect(readPolicy({ path: 'p.yml', text: `proofs:\n${rules.join('')}` })).rejects.toMatchObject({
    reason: 'config-invalid',
    message: expect.stringMatching(/^p\.yml:\d+:12: up to here, the patterns of this file take \d+ steps/m),
  })
})
