import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findNearest } from './nearest.ts'

it.each([
  ['chagned-files', 'changed-files'],
  ['changed_files', 'changed-files'],
  ['COLOR', 'color'],
  ['colour', 'color'],
  ['ayn', 'any'],
  ['xyz', undefined],
  ['', undefined],
])('for %j the suggestion is %j', (word, nearest) => {
  expect(findNearest(word, ['any', 'all', 'changed-files', 'color'])).toBe(nearest)
})

it('the nearest word to a known word is that word', () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1 }), {
    minLength: 1,
    selector: (word) => word.toLowerCase(),
  })
  fc.assert(fc.property(words, (known) => known.every((word) => findNearest(word, known) === word)))
})
