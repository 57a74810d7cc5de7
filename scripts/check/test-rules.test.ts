import { expect, it } from 'vitest'
import config from '../../vitest.config.ts'
import { findTestFaults } from './test-rules.ts'

it.each([
  ['a limit on a difference of times', 'expect(performance.now() - start).toBeLessThan(500)'],
  ['a limit on how long a run took', 'expect(ran.milliseconds).toBeLessThanOrEqual(5_000)'],
  ['a limit in the options of a test', "test('x', { timeout: 10_000 }, async () => {})"],
  ['a limit behind a test', "it('x', async () => {\n  }, 60_000)"],
  ['a limit behind a test on a line of its own', "it(\n  'x',\n  async () => {\n  },\n  60_000,\n)"],
  ['a limit for a file', 'vi.setConfig({ testTimeout: 60_000 })'],
  ['a sleep', 'await pause(100)'],
  ['a sleep by hand', 'await new Promise((resolve) => setTimeout(resolve, 100))'],
  ['a wait of a second', 'await vi.waitFor(() => expect(seen).toBe(1))'],
])('a test with %s fails the check, because it fails on a busy machine', (_, text) => {
  expect(findTestFaults(`// first line\n${text}\n`, 'a.test.ts')).toEqual([
    { what: expect.any(String), at: { file: 'a.test.ts', line: expect.any(Number) } },
  ])
})

it.each([
  'expect(result.first).toBeLessThanOrEqual(result.milliseconds)',
  'expect(process.cpuUsage(before).user).toBeLessThan(20e6)',
  "const run = await script('x', { timeout: 300 })",
  'await vi.waitFor(() => expect(seen).toBe(1), 240_000)',
  'expect(text.length).toBeLessThan(500)',
])('a test that does not depend on the machine passes: %s', (text) => {
  expect(findTestFaults(text, 'a.test.ts')).toEqual([])
})

it('a test that runs a real tool has minutes', () => {
  expect(config.test?.testTimeout).toBeGreaterThanOrEqual(120_000)
  expect(config.test?.hookTimeout).toBeGreaterThanOrEqual(120_000)
})
