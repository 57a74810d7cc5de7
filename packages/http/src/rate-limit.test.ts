import { describe, expect, test } from 'vitest'
import { readRateLimit, readRetryAfter } from './rate-limit.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const date = 'Sat, 21 Nov 2026 12:00:00 GMT'

function limitOf(status: number, headers: Record<string, string>, body = '') {
  return readRateLimit(status, new Map(Object.entries(headers)), () => body, noon)
}

describe('a refusal that ends after a wait is recognised', () => {
  test.each([
    [429, {}, undefined],
    [429, { 'retry-after': '7' }, 7000],
    [403, { 'retry-after': '7' }, 7000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${noon / 1000 + 90}` }, 90_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${noon / 1000 - 90}` }, 0],
    [403, { 'x-ratelimit-remaining': '0' }, undefined],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795262400', 'retry-after': '3' }, 3000],
    [429, { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1795262400' }, undefined],
  ])('%i %o', (status, headers, wait) => {
    expect(limitOf(status, headers)).toEqual({ wait })
  })

  test('by its message alone', () => {
    expect(limitOf(403, {}, '{"message":"You have exceeded a secondary rate limit."}')).toEqual({
      wait: undefined,
    })
  })

  test.each([
    [403, { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1795262400' }],
    [401, { 'retry-after': '7' }],
    [503, { 'retry-after': '7' }],
  ])('and %i %o is not one', (status, headers) => {
    expect(limitOf(status, headers, 'Resource not accessible by integration')).toBeUndefined()
  })
})

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    ['Sat, 21 Nov 2026 12:01:30 GMT', 90_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['-1', undefined],
    ['1.5', undefined],
    ['5 apples', undefined],
    ['Saturnday', undefined],
    ['99999999999', undefined],
    ['7, 9', undefined],
  ])('%s', (value, wait) => {
    expect(readRetryAfter(new Map([['retry-after', value]]), noon)).toBe(wait)
  })

  test('a runner whose clock is an hour slow does not wait an hour more', () => {
    const headers = new Map([
      ['date', date],
      ['retry-after', 'Sat, 21 Nov 2026 12:00:10 GMT'],
    ])
    expect(readRetryAfter(headers, noon - 3_600_000)).toBe(10_000)
  })
})
