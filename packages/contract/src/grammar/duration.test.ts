import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readDuration } from './duration.ts'
import { durationText } from './duration-text.ts'

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['1ms', 1],
    ['90', 90_000],
    ['90s', 90_000],
    ['1.5', 1_500],
    ['1.5s', 1_500],
    ['0.001', 1],
    ['0.001s', 1],
    ['5m', 300_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['0.25h', 900_000],
    ['7d', 604_800_000],
    ['365d', 31_536_000_000],
    ['007s', 7_000],
  ])('is %s and means what its author meant', (text, milliseconds) => {
    expect(readDuration(text)).toBe(milliseconds)
  })

  it.each([
    '',
    '0',
    '0s',
    '0ms',
    '0.000h',
    '-1',
    '+1s',
    '5 m',
    '5M',
    '5MS',
    '1.5ms',
    '1e3',
    'Infinity',
    'NaN',
    '1.s',
    '.5s',
    '1.2345s',
    '1,5s',
    '1h30m',
    'PT5M',
    'ms',
    '0x10',
    '٣',
    '90s\n',
    ' 90s',
    '1234567890',
    'soon',
  ])('is not %j, so that a wait or an age is never different from what it looks like', (text) => {
    expect(readDuration(text)).toBeUndefined()
  })

  it('means the same in every unit', () => {
    const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
    const written = fc.record({
      count: fc.integer({ min: 1, max: 999_999 }),
      unit: fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
    })
    fc.assert(
      fc.property(written, ({ count, unit }) => {
        expect(readDuration(`${count}${unit}`)).toBe(count * units[unit])
      }),
    )
  })

  it('is the same in a file as in an input', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,10}(\.\d{1,4})?(ms|[smhd])?$/))
    fc.assert(
      fc.property(text, (written) => {
        const read = z.safeParse(durationText, written)
        expect(read.success ? read.data : undefined).toBe(readDuration(written))
      }),
    )
  })
})
