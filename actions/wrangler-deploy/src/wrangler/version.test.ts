import { describe, expect, it } from 'vitest'
import { abilitiesOf, isAtLeast, leastOf } from './version.ts'

describe('versions', () => {
  it.each([
    ['4.74.0', '4.74.0', true],
    ['4.100.0', '4.74.0', true],
    ['4.73.9', '4.74.0', false],
    ['3.114.17', '4.74.0', false],
    ['v22.12.0', '22.2.0', true],
    ['22.0.0', '22.12.0', false],
    ['not a version', '1.0.0', false],
    ['1.0', '1.0.0', false],
  ])('%s is at least %s: %s', (own, least, expected) => {
    expect(isAtLeast(own, least)).toBe(expected)
  })

  it('reads the least Node of a range that it knows, and guesses no other', () => {
    expect(leastOf('>=22.12.0')).toBe('22.12.0')
    expect(leastOf(' >= 22.12.0 ')).toBe('22.12.0')
    expect([leastOf('^22'), leastOf('>=18 <20'), leastOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('uses no ability that a wrangler lacks', () => {
    expect(Object.values(abilitiesOf('3.114.17'))).toEqual([false, false, false, false])
    expect(Object.values(abilitiesOf('4.155.0'))).toEqual([true, true, true, true])
  })
})
