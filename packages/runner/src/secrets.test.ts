import { code, prose, table, text } from '@suite/report'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSecrets } from './secrets.ts'

const knowing = (...secrets: string[]) => {
  const register = createSecrets()
  for (const secret of secrets) register.add(secret)
  return register.redact
}

const encodings: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  'a URL': encodeURIComponent,
  'a URL in lower case': (secret) =>
    encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  'a form': (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  'a URL with every sign encoded': (secret) =>
    encodeURIComponent(secret).replaceAll(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  'a URL in a URL': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'JSON with escaped slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON of ASCII': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  HTML: (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'HTML with quotes as they are': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  'HTML with single quotes as they are': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'HTML with single quotes in hexadecimal': (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&#34;')
      .replaceAll("'", '&#x27;'),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hexadecimal': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  Markdown: text,
  'Markdown code': (secret) => code(secret).slice(6, -7),
}

const secretText = fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' }).filter((secret) => {
  // The mark consists of stars.
  return secret.trim() === secret && secret.length >= 8 && !secret.includes('*')
})

describe('a secret', () => {
  it.each(Object.entries(encodings))('does not leak as %s', (_, encode) => {
    fc.assert(
      fc.property(secretText, fc.string(), fc.string(), (secret, before, after) => {
        const form = encode(secret)
        fc.pre(!before.includes(form) && !after.includes(form))
        expect(knowing(secret)(`${before}${form}${after}`)).not.toContain(form)
      }),
    )
  })

  it.each(['base64', 'base64url'] as const)(
    'does not leak as %s, at any offset of a longer text',
    (alphabet) => {
      fc.assert(
        fc.property(
          secretText,
          fc.uint8Array({ maxLength: 5 }),
          fc.uint8Array({ maxLength: 5 }),
          (secret, before, after) => {
            const bytes = Buffer.from(secret)
            const clean = knowing(secret)(Buffer.concat([before, bytes, after]).toString(alphabet))
            // At either end, characters remain that also contain other bits.
            const [left = '', right = '', ...more] = clean.split('***')
            const offset = before.length % 3
            const start = before.length - offset
            expect(more).toEqual([])
            expect(left.length).toBeLessThanOrEqual((start / 3) * 4 + (offset === 0 ? 0 : offset + 1))
            expect(right.replaceAll('=', '').length).toBeLessThanOrEqual(
              Math.ceil(((bytes.length + before.length + after.length) * 8) / 6) -
                (start / 3) * 4 -
                Math.floor(((bytes.length + offset) * 8) / 6),
            )
          },
        ),
      )
    },
  )

  it('does not leak in a basic authorization header', () => {
    const header = Buffer.from('x-access-token:ghs_1234567890').toString('base64')
    expect(knowing('ghs_1234567890')(`Authorization: basic ${header}`)).toMatch(
      /^Authorization: basic eC1hY2Nlc3MtdG9rZW46\*\*\*.{0,2}$/,
    )
  })

  it('does not leak in a table of the summary, whose escapes would hide it', () => {
    const secret = 'ghs_a|b-c'
    expect(knowing(secret)(table(['a'], [[text(secret)], [code(secret)]]))).not.toMatch(/ghs/)
  })

  it.each(['a secret-`12` b', '`secret-1`2', 'secret`12', '`secret12`'])(
    'does not leak in a sentence of the summary, where backticks make code of %s',
    (secret) => {
      const redact = knowing(secret)
      for (const sentence of [`x ${secret} y`, `\`x ${secret} y\``, `\`x\` ${secret}`, `${secret} \``])
        expect(redact(prose(sentence))).not.toMatch(/secret/)
    },
  )

  it('with padding does not leak without the padding', () => {
    expect(knowing(' token-1 \n')('<token-1>')).toBe('<***>')
  })

  it('that is very short is still redacted, but not its encodings, which would match any text', () => {
    expect(knowing('ab')('ab 6162 YWI=')).toBe('*** 6162 YWI=')
  })

  it('of several lines does not leak line by line', () => {
    const redact = knowing('-----BEGIN-----\r\n  first line\r\nsecond line\r\n}\r\n')
    expect(redact('x first line y\nsecond line\n{"a":{}}')).toBe('x *** y\n***\n{"a":{}}')
  })

  it('that overlaps another is redacted completely', () => {
    expect(knowing('abcdef', 'defghi')('xabcdefghix')).toBe('x***x')
    expect(knowing('abcabc')('abcabcabc')).toBe('***')
    expect(knowing('abcdefghij', 'cde')('abcdefghij')).toBe('***')
  })

  it('within another does not reveal it', () => {
    expect(knowing('token', 'token-long')('token-long token')).toBe('*** ***')
  })

  it.each(['', ' ', '\n\t'])('that is blank (%j) redacts nothing', (blank) => {
    expect(knowing(blank)('a b\n\tc')).toBe('a b\n\tc')
  })

  it('with half a surrogate pair does not fail the run', () => {
    expect(knowing('abcdef\ud800')('abcdef\ud800')).toBe('***')
  })
})
