import { expect, it } from 'vitest'
import { concurrencyFor } from './concurrency.ts'

const megabyte = 1024 * 1024
const bases = Array.from({ length: 5 }, () => ({ size: 100 * megabyte }))

it.each([
  ['as the cores allow', { cores: 2, memory: 8000 * megabyte }, undefined, 2],
  ['as the memory allows', { cores: 64, memory: 1000 * megabyte }, undefined, 2],
  ['as there are targets', { cores: 64, memory: 64_000 * megabyte }, undefined, 5],
  ['at least one at a time', { cores: 2, memory: 1 }, undefined, 1],
  ['as the input says', { cores: 2, memory: 1 }, 4, 4],
  ['no more than there are targets', { cores: 2, memory: 1 }, 64, 5],
])('compiles as many targets at a time %s', (_, machine, wanted, expected) => {
  expect(concurrencyFor(machine, bases, wanted)).toBe(expected)
})
