import { runBar } from '@suite/testkit/sweep'
import { expect, it } from 'vitest'
import { contract } from '../src/contract.ts'
import { bars, total } from './replicas.ts'

it('the simulated time is the default of timeout', () => {
  expect(contract.inputs.timeout.default).toBe(`${total / 1_000}s`)
})

it.each(bars)('of 1,000 runs with the defaults, at least $atLeast are right if $name', async (bar) => {
  expect(await runBar('promote-runtime-pin', bar)).toMatchObject({ outcome: 'true' })
})
