import type { State } from '@suite/probes'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decide } from './decide.ts'

const states: State[] = ['pass', 'fail', 'inconclusive', 'error']

it.each<[readonly State[], 'fail' | 'warn', string, string]>([
  [[], 'fail', 'fail', 'no-probes'],
  [[], 'warn', 'fail', 'no-probes'],
  [['pass', 'pass'], 'fail', 'pass', 'probes-passed'],
  [['pass', 'fail'], 'warn', 'fail', 'probes-failed'],
  [['error'], 'warn', 'fail', 'probes-failed'],
  [['inconclusive', 'fail'], 'warn', 'fail', 'probes-failed'],
  [['pass', 'inconclusive'], 'fail', 'fail', 'probes-undecided'],
  [['pass', 'inconclusive'], 'warn', 'skip', 'probes-inconclusive'],
])('%j with %s is %s: %s', (given, on, verdict, reason) => {
  expect(decide(given, on)).toEqual({ verdict, reason })
})

it('passes only if there are probes and all of them passed, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states)), fc.constantFrom('fail', 'warn'), (given, on) => {
      const { verdict } = decide(given, on)
      expect(verdict === 'pass').toBe(given.length > 0 && given.every((state) => state === 'pass'))
      expect(decide(given.toReversed(), on).verdict).toBe(verdict)
    }),
  )
})
