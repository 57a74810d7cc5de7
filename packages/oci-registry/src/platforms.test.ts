import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMissingPlatforms, formatPlatform } from './platforms.ts'

test.each([
  [['linux/amd64'], ['linux/amd64', 'linux/arm64'], []],
  [['linux/arm64'], ['linux/arm64/v8'], []],
  [['linux/arm64/v8'], ['linux/arm64'], []],
  [['linux/arm64'], ['linux/arm64/v9'], ['linux/arm64']],
  [['linux/arm/v7'], ['linux/arm'], ['linux/arm/v7']],
  [['linux/amd64', 'linux/arm64/v8', 'linux/arm64'], [], ['linux/amd64', 'linux/arm64']],
  [[], [], []],
])('of %j in %j are missing %j', (wanted, present, missing) => {
  expect(findMissingPlatforms(wanted, present)).toEqual(missing)
})

test('a present platform is never missing, and without any platform all are missing', () => {
  const platform = fc.constantFrom('linux/amd64', 'linux/arm64', 'linux/arm64/v8', 'linux/arm/v7')
  fc.assert(
    fc.property(fc.array(platform), (platforms) => {
      expect(findMissingPlatforms(platforms, platforms)).toEqual([])
      expect(findMissingPlatforms(platforms, []).length > 0).toBe(platforms.length > 0)
    }),
  )
})

test('an empty variant is not a variant', () => {
  expect(formatPlatform({ os: 'linux', architecture: 'amd64', variant: '' })).toBe('linux/amd64')
  expect(formatPlatform({ os: 'linux', architecture: 'arm', variant: 'v7' })).toBe('linux/arm/v7')
})
