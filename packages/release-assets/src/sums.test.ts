import { UsageError } from '@suite/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSums, writeSums } from './index.ts'

const a = 'a'.repeat(64)
const b = '0123456789abcdef'.repeat(4)

function problemsOf(content: string | Uint8Array): string {
  try {
    readSums(content, 'SHA256SUMS')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    expect(error.reason).toBe('sums-invalid')
    return error.message
  }
  return 'none'
}

const formatList = (hash: string, path: string) =>
  `\r\nAlgorithm : SHA256\r\nHash      : ${hash}\r\nPath      : ${path}\r\n\r\n\r\n`

describe('sums', () => {
  it('that were written are read as they were', () => {
    const line = fc.record({
      name: fc.stringMatching(/^[\w.() *-]{0,30}[\w)]$/),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    })
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ name }) => name, minLength: 1 }), (lines) => {
        const sorted = [...lines].sort((x, y) => (x.name < y.name ? -1 : 1))
        expect(readSums(writeSums(lines), 'SHA256SUMS')).toEqual(sorted)
      }),
    )
  })

  it('are written as `sha256sum --check` reads them, sorted by name', () => {
    const lines = [
      { name: 'b', sha256: b },
      { name: 'B', sha256: a },
    ]
    expect(writeSums(lines)).toBe(`${a}  B\n${b}  b\n`)
  })

  it.each([
    ['of sha256sum', `${b}  app.zip\n`],
    ['of a binary read', `${b} *app.zip\n`],
    ['in upper case, with CRLF', `${b.toUpperCase()}  app.zip\r\n`],
    ['of BSD', `SHA256 (app.zip) = ${b}\n`],
    ['with comments and blank lines', `# made by hand\n\n${b}  app.zip\n\n`],
    ['with a byte-order mark', `\ufeff${b}  app.zip`],
    ['listed twice with one sum', `${b}  app.zip\n${b}  app.zip\n`],
  ])('%s are read', (_, text) => {
    expect(readSums(text, 'SHA256SUMS')).toEqual([{ name: 'app.zip', sha256: b }])
    expect(readSums(Buffer.from(text), 'SHA256SUMS')).toEqual([{ name: 'app.zip', sha256: b }])
    expect(readSums(Buffer.from(text, 'utf16le'), 'SHA256SUMS')).toEqual([{ name: 'app.zip', sha256: b }])
  })

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['big-endian UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('of PowerShell in %s are read', (_, encode) => {
    const path = 'D:\\a\\deno\\target\\release\\denort-x86_64-pc-windows-msvc.zip'
    expect(readSums(encode(formatList(b.toUpperCase(), path)), 'sums')).toEqual([{ name: path, sha256: b }])
  })

  it('of PowerShell are read when its window breaks a long path', () => {
    const text = formatList(b, 'D:\\a\\long\r\n            \\denort.zip')
    expect(readSums(text, 'sums')).toEqual([{ name: 'D:\\a\\long\\denort.zip', sha256: b }])
  })

  it('of several files by PowerShell are all read', () => {
    expect(readSums(formatList(a, 'C:\\x') + formatList(b, 'C:\\y'), 'sums')).toHaveLength(2)
  })

  it.each([
    ['nothing', '', 'has no sum'],
    ['only comments', '# none\n', 'has no sum'],
    ['a page', '<!doctype html>\n<title>Not Found</title>\n', 'SHA256SUMS:1: is not a line of SHA-256 sums'],
    ['a sum that is cut', `${b.slice(1)}  app.zip\n`, 'is not a line of SHA-256 sums'],
    ['a SHA-512', `${b}${b}  app.zip\n`, 'is not a line of SHA-256 sums'],
    ['a sum without a name', `${b}\n`, 'is not a line of SHA-256 sums'],
    ['an escaped name', `\\${b}  app\\nzip\n`, 'is not a line of SHA-256 sums'],
    ['one wrong line of many', `${b}  x\nnot a sum\n`, 'SHA256SUMS:2: is not a line of SHA-256 sums'],
    ['two sums for one name', `${a}  x\n${b}  x\n`, 'has two different sums for x'],
    [
      'another algorithm',
      formatList(b, 'C:\\x').replace('SHA256', 'SHA1'),
      'is not a SHA256 of Get-FileHash',
    ],
    ['a cut Format-List', `Algorithm : SHA256\r\nHash      : ${b}\r\n`, 'is not a SHA256 of Get-FileHash'],
    ['a Format-List with more', `${formatList(b, 'C:\\x')}Whatever : 1\r\n`, 'is not a line of Get-FileHash'],
  ])('that are %s are refused', (_, text, message) => {
    expect(problemsOf(text)).toContain(message)
  })

  it('that are not text are refused', () => {
    expect(problemsOf(Buffer.from([0xc3, 0x28, 0xff]))).toContain('is neither UTF-8 nor UTF-16')
    expect(problemsOf('x'.repeat(2 * 1024 * 1024))).toContain('is larger than a list of sums can be')
  })

  it('show no control character of a hostile file', () => {
    expect(problemsOf('\u001b[2J::error::x\n')).not.toContain('\u001b')
  })

  it.each(['a/b', 'a\\b', 'a\nb', ''])(
    'are never written for the name %j, which no tool would find',
    (name) => {
      expect(() => writeSums([{ name, sha256: a }])).toThrow(TypeError)
    },
  )
})
