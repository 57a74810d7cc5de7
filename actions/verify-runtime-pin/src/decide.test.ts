import { isSteady, type Reading } from '@suite/control-plane'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, rowTermsOf, type Terms } from './decide.ts'

/** The result of one read; `null` is a failed read. */
type Shown = string | undefined | null
const readingsOf = (shown: readonly Shown[]): Reading[] =>
  shown.map((digest, at) => (digest === null ? { at, failed: true } : { at, digest }))

const terms = { mode: 'assert', wanted: 'new', consecutive: 2, previous: undefined } as const
const known: Terms = { ...terms, previous: { digest: 'old' } }
const drift: Terms = { ...terms, mode: 'drift' }

describe('the reads of a pin', () => {
  it.each<[string, Shown[], Terms, string]>([
    ['the digest twice is verified', ['new', 'new'], terms, 'pin-verified'],
    [
      'the digest twice after a lag is verified',
      ['old', undefined, 'old', 'new', 'new'],
      terms,
      'pin-verified',
    ],
    ['the digest once is too little', ['new'], terms, 'pin-lagging'],
    ['the digest after a wrong read needs a longer row', ['new', 'old', 'new', 'new'], terms, 'pin-flapping'],
    [
      'a longer row after a wrong read is verified',
      ['new', 'old', 'new', 'new', 'new', 'new'],
      terms,
      'pin-verified',
    ],
    ['a failed read interrupts a row', ['new', null, 'new', 'new'], terms, 'pin-lagging'],
    ['a failed read before the digest does not', [null, 'new', 'new'], terms, 'pin-verified'],
    [
      'a longer row after a failed read is verified',
      ['new', null, 'new', 'new', 'new', 'new'],
      terms,
      'pin-verified',
    ],
    ['the digest at the very end is a lag', ['old', 'old', 'new'], terms, 'pin-lagging'],
    ['the digest and then another is a newer run', ['new', 'newer'], terms, 'pin-moved'],
    ['the one before and then a third is a newer run', ['old', 'newer'], terms, 'pin-moved'],
    ['replicas that disagree flap', ['new', 'old', 'new'], terms, 'pin-flapping'],
    ['replicas that disagree without ever the digest flap', ['a', 'b', 'a'], terms, 'pin-flapping'],
    ['a row that comes and goes flaps', ['new', undefined, 'new'], terms, 'pin-flapping'],
    ['drift that flaps', ['new', 'old', 'new'], drift, 'pin-flapping'],
    ['drift to another digest while it is read', ['new', 'old'], drift, 'pin-drifted'],
    ['another digest alone could be either', ['old', 'old'], terms, 'pin-differs'],
    ['the previous digest, according to the evidence, is a lag', ['old', 'old'], known, 'pin-lagging'],
    ['a third digest, according to the evidence, is a newer run', ['newer', 'newer'], known, 'pin-moved'],
    ['the digest and then the one before is no newer run', ['new', 'old'], known, 'pin-flapping'],
    ['no row is missing', [undefined, undefined], terms, 'pin-missing'],
    ['a row that went away is missing', ['new', undefined], terms, 'pin-missing'],
    ['no read at all is no pass', [], terms, 'pin-missing'],
    ['drift to another digest', ['old', 'old'], drift, 'pin-drifted'],
    ['drift to nothing', [undefined, undefined], drift, 'pin-missing'],
    ['no drift', ['new', 'new'], drift, 'pin-verified'],
  ])('%s', (_, readings, given, reason) => {
    expect(decide(readingsOf(readings), given).reason).toBe(reason)
  })

  it.each<[Shown[], boolean, boolean]>([
    [['new', 'new'], true, true],
    [['old', 'old'], false, true],
    [[undefined, undefined], false, true],
    [['old', 'new'], false, false],
  ])('%j ends the reading in assert: %s, and in drift, which does not wait: %s', (reads, asserts, drifts) => {
    expect(isSteady(readingsOf(reads), rowTermsOf(terms))).toBe(asserts)
    expect(isSteady(readingsOf(reads), rowTermsOf(drift))).toBe(drifts)
  })

  const shown = fc.array(fc.constantFrom<Shown>('new', 'old', 'other', undefined, null), { maxLength: 12 })

  it('pass only if the required number of last reads all show the digest', () => {
    fc.assert(
      fc.property(
        shown,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('assert' as const, 'drift' as const),
        (reads, consecutive, mode) => {
          const given = { ...terms, consecutive, mode }
          const { verdict } = decide(readingsOf(reads), given)
          const last = reads.slice(-consecutive)
          if (verdict === 'pass') expect(last).toEqual(Array(consecutive).fill('new'))
          const steady = isSteady(readingsOf(reads), rowTermsOf(given))
          expect(verdict === 'pass').toBe(steady && reads.at(-1) === 'new')
        },
      ),
    )
  })
})
