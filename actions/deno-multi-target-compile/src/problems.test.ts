import { expect, test } from 'vitest'
import { gatherProblems, type Problem } from './problems.ts'

const broad: Problem = { reason: 'permission-broad', what: 'run is not limited' }
const wrong: Problem = { reason: 'binary-wrong', what: 'it has no signature' }

test('a problem of five binaries is said once, with all of them, after what counts more', () => {
  const binaries = [
    { name: 'a', problems: [broad, broad] },
    { name: 'b', problems: [broad, wrong] },
    { name: 'c', problems: [] },
  ]
  expect(gatherProblems(binaries)).toEqual([
    { ...wrong, binaries: ['b'] },
    { ...broad, binaries: ['a', 'b'] },
  ])
})
