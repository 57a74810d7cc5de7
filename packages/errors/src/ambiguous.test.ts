import { expect, test } from 'vitest'
import { isAmbiguous } from './ambiguous.ts'

test('a write is read back only if its error says that it may have been carried out', () => {
  expect(isAmbiguous(Object.assign(new Error('reset'), { ambiguous: true }))).toBe(true)
  expect(
    [
      new Error('refused'),
      Object.assign(new Error('refused'), { ambiguous: false }),
      Object.assign(new Error('refused'), { ambiguous: 'yes' }),
      { ambiguous: true },
      undefined,
    ].filter(isAmbiguous),
  ).toEqual([])
})
