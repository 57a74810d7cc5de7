import { loadRegExpEngine } from '@suite/matchers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findOtherMeaning } from './branch-pattern.ts'

test.each([
  ['^\\p{L}+$', 1],
  ['\\P{L}', 0],
  ['\\pL', 0],
  ['[\\p{L}]', 1],
  ['a\\x{41}', 1],
  ['\\Amain\\z', 0],
  ['main\\z', 4],
  ['\\Qa.b\\E', 0],
  ['\\a', 0],
  ['x[[:alpha:]]', 2],
  ['x[[:^alpha:]]', 2],
  ['[]a]', 0],
  ['x[^]a]', 1],
])('%j, which actions/labeler reads differently, is reported at character %i', (source, offset) => {
  expect(findOtherMeaning(source)).toMatchObject({
    offset,
    message: expect.stringContaining('actions/labeler'),
  })
})

test.each([
  '^release/\\d+\\.x$',
  '\\\\p{L}',
  '\\x41',
  '[a\\]:]',
  '[[a]',
  'a:]',
  '[\\\\p]',
  '(?<year>\\d{4})-.*',
  '[^a]',
])('%j means the same here and in actions/labeler', (source) => {
  expect(findOtherMeaning(source)).toBeUndefined()
})

const compile = await loadRegExpEngine()

test('a branch pattern that both accept matches the same branches in both', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'p',
      'L',
      'z',
      '4',
      '1',
      '/',
      '-',
      '.',
      '^',
      '$',
      '*',
      '+',
      '?',
      '|',
      '(',
      ')',
      '(?:',
      '[',
      '[^',
    ],
    ...[
      ']',
      ':',
      '{',
      '}',
      '{2}',
      '{41}',
      '\\p',
      '\\P',
      '\\x',
      '\\A',
      '\\z',
      '\\Q',
      '\\E',
      '\\a',
      '\\d',
      '\\w',
      '\\.',
    ],
    ...['\\b', '\\B', '\\-', '\\]', '\\[', '[:alpha:]', 'a-z', '\\x41', '\\D', '\\S'],
  )
  const source = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''))
  const branch = fc.array(
    fc.constantFrom('a', 'b', 'p', 'L', 'z', '4', '/', '-', 'A', ':', ']', '{', '}', 'x', 'E'),
    {
      maxLength: 5,
    },
  )
  let compared = 0
  fc.assert(
    fc.property(source, fc.array(branch, { minLength: 6, maxLength: 6 }), (pattern, branches) => {
      if (findOtherMeaning(pattern)) return
      const [ours, theirs] = [readable(() => compile(pattern)), readable(() => new RegExp(pattern))]
      if (!ours || !theirs) return
      for (const name of branches.map((parts) => parts.join(''))) {
        compared += 1
        expect([pattern, name, ours.test(name)]).toEqual([pattern, name, theirs.test(name)])
      }
    }),
    { numRuns: 5_000 },
  )
  expect(compared).toBeGreaterThan(5_000)
})

function readable<Result>(make: () => Result): Result | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
