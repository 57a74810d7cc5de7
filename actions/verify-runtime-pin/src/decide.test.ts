import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, isSettled, type Reading, type Terms } from './decide.ts'

const terms = { mode: 'assert', wanted: 'new', consecutive: 2, previous: undefined } as const
const known: Terms = { ...terms, previous: { digest: 'old' } }
const drift: Terms = { ...terms, mode: 'drift' }

describe('what reads of a pin say', () => {
  it.each<[string, Reading[], Terms, string]>([
    ['the digest twice is verified', ['new', 'new'], terms, 'pin-verified'],
    [
      'the digest twice after a lag is verified',
      ['old', undefined, 'old', 'new', 'new'],
      terms,
      'pin-verified',
    ],
    ['the digest once is too little', ['new'], terms, 'pin-lagging'],
    ['the digest at the very end is a lag', ['old', 'old', 'new'], terms, 'pin-lagging'],
    ['the digest and then another is a newer run', ['new', 'newer'], terms, 'pin-moved'],
    ['the one before and then a third is a newer run', ['old', 'newer'], terms, 'pin-moved'],
    ['replicas that disagree flap', ['new', 'old', 'new'], terms, 'pin-flapping'],
    ['replicas that disagree without ever the digest flap', ['a', 'b', 'a'], terms, 'pin-flapping'],
    ['a row that comes and goes flaps', ['new', undefined, 'new'], terms, 'pin-flapping'],
    ['another digest alone could be either', ['old', 'old'], terms, 'pin-differs'],
    ['the one before, as evidence tells, is a lag', ['old', 'old'], known, 'pin-lagging'],
    ['a third one, as evidence tells, is a newer run', ['newer', 'newer'], known, 'pin-moved'],
    ['the digest and then the one before is no newer run', ['new', 'old'], known, 'pin-flapping'],
    ['no row is missing', [undefined, undefined], terms, 'pin-missing'],
    ['a row that went away is missing', ['new', undefined], terms, 'pin-missing'],
    ['no read at all is no pass', [], terms, 'pin-missing'],
    ['drift to another digest', ['old', 'old'], drift, 'pin-drifted'],
    ['drift to nothing', [undefined, undefined], drift, 'pin-missing'],
    ['no drift', ['new', 'new'], drift, 'pin-verified'],
  ])('%s', (_, readings, given, reason) => {
    expect(decide(readings, given).reason).toBe(reason)
  })

  const reading = fc.constantFrom<Reading>('new', 'old', 'other', undefined)

  it('is a pass only where the last reads, as many as were asked for, all show the digest', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('assert' as const, 'drift' as const),
        (readings, consecutive, mode) => {
          const last = readings.slice(-consecutive)
          const proven = last.length === consecutive && last.every((each) => each === 'new')
          expect(decide(readings, { ...terms, consecutive, mode }).verdict === 'pass').toBe(proven)
        },
      ),
    )
  })

  it('is settled in time: what passes has nothing more to read', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), (readings) => {
        if (decide(readings, terms).verdict === 'pass') expect(isSettled(readings, terms)).toBe(true)
        if (isSettled(readings, terms)) expect(decide(readings, terms).verdict).toBe('pass')
      }),
    )
  })
})
