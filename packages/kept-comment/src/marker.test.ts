import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markerOf } from './marker.ts'

test('an action with one comment keeps finding it after an update of the action', () => {
  expect(markerOf('require-proofs')).toBe('<!-- require-proofs -->')
})

test('two gates on one pull request never overwrite each other', () => {
  const name = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(markerOf('gate', one) === markerOf('gate', other)).toBe(one === other)
      expect(markerOf('gate', one).startsWith(markerOf('gate', other))).toBe(one === other)
    }),
  )
})

test('a name cannot end its comment early and show markup of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const inside = markerOf('gate', name).slice('<!--'.length, -'-->'.length)
      expect(inside).not.toMatch(/--|[<>\n\r]/)
    }),
  )
  expect(markerOf('gate', '--><img>')).toBe('<!-- gate: %2D%2D%3E%3Cimg%3E -->')
})
