import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visible } from './visible.ts'

describe('a character that acts on a terminal or a reader', () => {
  it.each([
    ['a line break, which could begin a workflow command', 'a\n::error::', 'a\\n::error::'],
    ['a terminal sequence', '\u001b[2J\u009b1m', '\\u{1b}[2J\\u{9b}1m'],
    ['text that is shown backwards', 'a\u202etxt.exe', 'a\\u{202e}txt.exe'],
    ['half a surrogate pair', 'a\ud800', 'a\\u{d800}'],
    ['invisible text', 'a\u200bb\u00ad\u{e0041}', 'a\\u{200b}b\\u{ad}\\u{e0041}'],
    ['line separators', '\u2028\u2029\u0085', '\\u{2028}\\u{2029}\\u{85}'],
  ])('is escaped: %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it.each(['Größe.ts', '日本語/ファイル.md', '👩‍👩‍👧‍👦.txt', 'क्‍ष', 'a b'])(
    'is not found in a name such as %s',
    (name) => {
      expect(visible(name)).toBe(name)
    },
  )
})

describe('a long text', () => {
  it('is truncated with a mark, never within a character', () => {
    expect(visible('abcdef', 3)).toBe('abc…')
    expect(visible('ab😀d', 3)).toBe('ab…')
    expect(visible('abc', 3)).toBe('abc')
  })

  it('becomes one line of well-formed text, whatever it contains', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, limit) => {
          const shown = visible(text, limit)
          expect(shown.length).toBeLessThanOrEqual(limit + 1)
          expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u)
        },
      ),
    )
  })
})
