import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTrend, trendText, withEntry } from './trend.ts'

const entry = (commit: string, day: number, covered = 1) => ({
  commit,
  time: new Date(Date.UTC(2030, 0, day)).toISOString(),
  patch: { covered, total: 2 },
})

test('a new entry keeps those that are there, the oldest first', () => {
  const trend = withEntry(withEntry(undefined, entry('b', 2)), entry('a', 1))
  expect(trend.entries.map(({ commit }) => commit)).toEqual(['a', 'b'])
})

test('a repeated run adds nothing, and one with another result adds its own entry', () => {
  const trend = withEntry(undefined, entry('a', 1))
  expect(withEntry(trend, entry('a', 9))).toEqual(trend)
  expect(withEntry(trend, entry('a', 9, 2)).entries).toHaveLength(2)
})

test('a trend stays small enough for a repository', () => {
  let trend = withEntry(undefined, entry('c0', 1))
  for (let index = 1; index <= 1_005; index += 1) trend = withEntry(trend, entry(`c${index}`, 1 + index))
  expect(trend.entries).toHaveLength(1_000)
  expect(trend.entries.at(-1)?.commit).toBe('c1005')
})

test('what is written is read back, and anything else is refused instead of overwritten', () => {
  const trend = withEntry(undefined, { ...entry('a', 1), project: { covered: 3, total: 4 } })
  expect(readTrend(trendText(trend))).toEqual(trend)
  for (const text of ['', '{}', '[]', 'null', '{"version":2,"entries":[]}', '{"version":1,"entries":[{}]}'])
    expect(readTrend(text)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => readTrend(text) === undefined))
})
