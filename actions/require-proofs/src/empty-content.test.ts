import { expect, it } from 'vitest'
import { faultOfEmptyContent } from './empty-content.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

it.each<[string, Uint8Array]>([
  ['nothing', utf8('')],
  ['white space', utf8(' \t\r\n\u00a0\u3000\u2028')],
  ['a byte-order mark', utf8('\ufeff')],
  ['several of them', utf8('\ufeff\ufeff\n')],
  ['NULs', new Uint8Array(4_096)],
  ['controls', utf8('\u0001\u0007\u001b\u007f')],
  ['zero-width characters', utf8('\u200b\u200c\u200d\u2060\u00ad\u202e')],
  ['fillers that count as letters', utf8('\u3164\u115f\uffa0\u2800')],
  ['white space in UTF-16', utf16(' \n')],
  ['the mark of UTF-16 alone', Uint8Array.of(0xff, 0xfe)],
  ['half a character of UTF-16', Uint8Array.of(0xff, 0xfe, 0x20, 0, 0x0a)],
  ['white space of another encoding', Uint8Array.of(0xa0, 0xa0, 0x0a)],
])('a file that contains only %s is empty', (_, bytes) => {
  expect(faultOfEmptyContent(bytes)).toContain('is empty')
})

it.each(['#', '---\n', '<!-- -->', '{}', '[]', '"', '//', '. . .', '✅'])(
  'a file of signs alone says nothing: %j',
  (text) => {
    expect(faultOfEmptyContent(utf8(text))).toBe('holds no letter and no digit')
  },
)

it.each([
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
  '\nversion https://hawser.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
])('a pointer of Git LFS does not count as its file: %j', (text) => {
  expect(faultOfEmptyContent(utf8(text))).toContain('is a pointer of Git LFS')
})

it.each<[string, Uint8Array]>([
  ['a word', utf8('ok')],
  ['a digit', utf8('\n\n0')],
  ['a word in another script', utf8('証明')],
  ['text in UTF-16', utf16('HTTP/2 200')],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 255)],
  ['a text about Git LFS', utf8('see version https://git-lfs.github.com/spec/v1')],
])('a file with %s is not empty', (_, bytes) => {
  expect(faultOfEmptyContent(bytes)).toBeUndefined()
})
