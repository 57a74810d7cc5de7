import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostOf, serves, sharesOf, stepsIn } from './shares.ts'

const deployment = (versions: ReturnType<typeof sharesOf>) => ({
  id: 'd',
  createdAt: '',
  source: 'api',
  versions,
})

describe('shares of traffic', () => {
  it('are a hundred together, whatever the step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const shares = sharesOf('new', hundredths / 100, 'old')
        expect(shares.reduce((sum, { percentage }) => sum + Math.round(percentage * 100), 0)).toBe(10_000)
        expect(serves(deployment(shares), shares)).toBe(true)
      }),
    )
  })

  it('of a deployment are compared as a whole', () => {
    const half = deployment(sharesOf('new', 50, 'old'))
    expect(serves(half, sharesOf('old', 50, 'new'))).toBe(true)
    expect(serves(half, sharesOf('new', 49, 'old'))).toBe(false)
    expect(serves(half, sharesOf('new', 100, undefined))).toBe(false)
    expect(serves(undefined, [])).toBe(false)
    expect(mostOf(deployment(sharesOf('new', 10, 'old')))).toBe('old')
  })

  it('rise, and belong to a promotion alone', () => {
    expect(stepsIn([1, 10, 99.99, 100], 'promote')).toEqual([1, 10, 99.99, 100])
    expect(stepsIn([100], 'deploy')).toEqual([100])
    expect(() => stepsIn([10, 10], 'promote')).toThrow('do not rise')
    expect(() => stepsIn([10], 'stage')).toThrow('no meaning for stage')
  })
})
