import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPercent } from './percent.ts'

describe('a percentage', () => {
  it('is what people write, with the sign or without', () => {
    expect(['0', '85', '85%', '85 %', '99.5%', '100', '33.333', '100.0'].map(readPercent)).toEqual([
      0, 85, 85, 85, 99.5, 100, 33.333, 100,
    ])
  })

  it.each(['', '101', '100.1', '-1', '0,85', '1e2', '.5', '1.', '85%%', '33.3333', 'NaN', '85 per cent'])(
    'is not %j, so that a threshold is never different from what it looks like',
    (text) => {
      expect(readPercent(text)).toBeUndefined()
    },
  )

  it('can be written and read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('', '%', ' %'),
        (thousandths, sign) => {
          expect(readPercent(`${(thousandths / 1_000).toString()}${sign}`)).toBe(thousandths / 1_000)
        },
      ),
    )
  })
})
