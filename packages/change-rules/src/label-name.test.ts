import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldLabelName } from './label-name.ts'

it.each([
  ['SRC', 'src'],
  ['Change:Routes', 'change:routes'],
  ['É', 'é'],
  ['e\u0301', 'é'],
])('%j and %j are the same label', (one, other) => {
  expect(foldLabelName(one)).toBe(foldLabelName(other))
})

it('folding a name twice changes nothing, and case makes no difference', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      (name) => foldLabelName(foldLabelName(name)) === foldLabelName(name),
    ),
  )
  const ascii = fc.string({ unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(ascii, (name) => foldLabelName(name.toUpperCase()) === foldLabelName(name.toLowerCase())),
  )
})
