import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeToken, rsaKey } from '../test/keys.ts'
import { register } from '../test/register.ts'
import { createRedaction, describeBody, describeHeaders } from './redaction.ts'

const token = makeToken(rsaKey(), { iss: 'https://api.example.com' })
const plain = createRedaction(register())

describe('a text that is kept', () => {
  it('contains no secret that the runner knows or that an answer contained', () => {
    const redaction = createRedaction(register('of-the-runner'))
    redaction.add('of-an-answer')
    redaction.add('abc')
    expect(redaction.redact('of-the-runner, of-an-answer, abc')).toBe('***, ***, abc')
  })

  it('contains no unregistered token, but the digest of its signature', () => {
    const text = plain.redact(`{"token":"${token}","next":"${token}"}`)
    expect(text).toMatch(
      /^\{"token":"\[token sha256:[0-9a-f]{12}\]","next":"\[token sha256:[0-9a-f]{12}\]"\}$/,
    )
  })

  it('does not change if there is nothing to hide', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!text.includes('eyJ')) expect(plain.redact(text)).toBe(text)
      }),
    )
  })
})

describe('headers', () => {
  it('are shown if they help, and credentials never', () => {
    const headers = [
      ['content-type', 'text/plain'],
      ['set-cookie', 'a=b'],
      ['x-node-id', 'n1'],
      ['x-other', 'x'],
      ['authorization', 'Bearer x'],
    ] as const
    expect(describeHeaders(headers, [])).toEqual(['content-type: text/plain', 'and 4 more, not shown'])
    expect(describeHeaders(headers, ['x-node-id', 'set-cookie', 'authorization'])).toEqual([
      'content-type: text/plain',
      'x-node-id: n1',
      'and 3 more, not shown',
    ])
  })
})

describe('a body', () => {
  it.each([
    ['', ''],
    [
      '{"ai_bound":true,"n":1,"s":"secret","l":["a"],"o":{"x":null}}',
      '{"ai_bound":true,"n":1,"s":"… 6 characters","l":["… 1 characters"],"o":{"x":null}}',
    ],
    ['"secret"', '"… 6 characters"'],
    ['plain text', 'plain text'],
    ['{"token":"secret",}', '… 19 characters that are no JSON'],
    ['["secret"', '… 9 characters that are no JSON'],
    ['x'.repeat(200), `${'x'.repeat(120)}…`],
  ])('%j is shown as %j', (body, shown) => {
    expect(describeBody(body)).toBe(shown)
  })
})
