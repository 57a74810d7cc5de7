import { expect, test } from 'vitest'
import { loadRegExpEngine } from './regular-expression.ts'

const compile = await loadRegExpEngine()

test.each([
  ['^release/', 'release/1.0', true],
  ['^release/', 'my/release/1.0', false],
  ['hotfix', 'a-hotfix-b', true],
  ['(?i)FEATURE', 'feature/x', true],
  ['^v\\d+\\.\\d+$', 'v1.22', true],
  ['^(a|b)+$', 'abab', true],
])('%j finds in %j what JavaScript finds: %s', (source, text, expected) => {
  expect(compile(source).test(text)).toBe(expected)
})

test.each(['(?=a)', '(?!a)b', '(?<=a)b', '(a)\\1', '(unclosed', 'a{1000}{1000}', 'x'.repeat(1_025)])(
  '%j is refused with a reason',
  (source) => {
    expect(() => compile(source)).toThrow(expect.objectContaining({ name: 'PatternError' }))
  },
)

// With a backtracking engine this test would never end.
test('an expression that makes JavaScript hang does not hang a run', () => {
  expect(compile('^(a+)+$').test(`${'a'.repeat(10_000)}b`)).toBe(false)
})

test('a text that is too long is an error, because a truncated text could hide a match', () => {
  expect(() => compile('a', { textLength: 10 }).test('b'.repeat(11))).toThrow(RangeError)
})
