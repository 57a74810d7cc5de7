import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mainVersionOf, serves, sharesOf } from './shares.ts'

const deployment = (versions: ReturnType<typeof sharesOf>) => ({
  id: 'd',
  createdAt: '',
  source: 'api',
  versions,
})

describe('shares of traffic', () => {
  it('add up to 100 % at every step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const shares = sharesOf('new', hundredths / 100, 'old')
        expect(shares.reduce((sum, { percentage }) => sum + Math.round(percentage * 100), 0)).toBe(10_000)
        expect(serves(deployment(shares), shares)).toBe(true)
      }),
    )
  })

  it('are compared with all shares of a deployment', () => {
    const half = deployment(sharesOf('new', 50, 'old'))
    expect(serves(half, sharesOf('old', 50, 'new'))).toBe(true)
    expect(serves(half, sharesOf('new', 49, 'old'))).toBe(false)
    expect(serves(half, sharesOf('new', 100, undefined))).toBe(false)
    expect(serves(undefined, [])).toBe(false)
    expect(mainVersionOf(deployment(sharesOf('new', 10, 'old')))).toBe('old')
  })
})
