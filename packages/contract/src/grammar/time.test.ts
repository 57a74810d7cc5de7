import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTime, readTime } from './time.ts'

describe('a time', () => {
  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21t12:00:00z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21 12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T13:30:00+01:30', '2026-11-21T12:00:00.000Z'],
    ['2026-11-20T23:00:00-13:00', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.5Z', '2026-11-21T12:00:00.500Z'],
    ['2026-11-21T12:00:00.123456789Z', '2026-11-21T12:00:00.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('is %s in every place', (text, instant) => {
    expect(new Date(readTime(text) ?? Number.NaN).toISOString()).toBe(instant)
  })

  it.each([
    '',
    '2026-11-21',
    '2026-11-21T12:00:00',
    '2026-11-21T12:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T12:60:00Z',
    '2026-11-21T12:00:60Z',
    '2026-11-21T12:00:00+24:00',
    '2026-11-21T12:00:00+01:60',
    '2026-11-21T12:00:00+0100',
    '2026-11-21T12:00:00.Z',
    'at 2026-11-21T12:00:00Z',
    '2026-11-21T12:00:00Z\n',
    '5 apples',
    '1790000000',
  ])('is not %j, so that an age is never counted from a wrong moment', (text) => {
    expect(readTime(text)).toBeUndefined()
  })

  it('can be written and read back', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(readTime(date.toISOString())).toBe(date.getTime())
        },
      ),
    )
  })

  it('is found in a text: the first one', () => {
    expect(findTime('run at 2026-11-21T12:00:00Z, again at 2027-01-01T00:00:00Z')).toBe(
      Date.parse('2026-11-21T12:00:00Z'),
    )
    expect(findTime('on the 2026-02-30T00:00:00Z')).toBeUndefined()
    expect(findTime('never')).toBeUndefined()
  })
})
