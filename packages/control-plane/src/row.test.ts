import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reading } from './reading.ts'
import { isSteady, measureRow, type RowTerms } from './row.ts'

const failed = Symbol('failed')
type Shown = string | undefined | typeof failed
const readingsOf = (shown: readonly Shown[]): Reading[] =>
  shown.map((each, at) => (each === failed ? { at, failed: true } : { at, digest: each }))

const assert: RowTerms = { consecutive: 2, ends: (digest) => digest === 'new' }
const drift: RowTerms = { consecutive: 2, ends: () => true }

describe('a row of reads that must prove a pin', () => {
  it.each<[string, Shown[], RowTerms, number, number]>([
    ['is empty without reads', [], assert, 0, 2],
    ['counts the digest', ['new', 'new'], assert, 2, 2],
    ['counts nothing else', ['old', undefined, failed], assert, 0, 2],
    ['begins after a lag, and need not be longer for it', ['old', undefined, failed, 'new'], assert, 1, 2],
    ['needs twice as many after the old digest came back', ['new', 'old', 'new'], assert, 1, 4],
    ['needs twice as many after a third digest', ['new', 'third'], assert, 0, 4],
    ['needs twice as many after the pin went away', ['new', undefined, 'new', 'new'], assert, 2, 4],
    ['needs twice as many after a read failed', ['new', failed, 'new', 'new', 'new'], assert, 3, 4],
    ['does not grow a second time', ['new', 'old', 'new', 'old', 'new'], assert, 1, 4],
    ['may be of any digest in drift', ['old', 'old'], drift, 2, 2],
    ['may be of no row in drift', [undefined, undefined], drift, 2, 2],
    ['starts again with another digest in drift', ['old', 'old', 'new'], drift, 1, 4],
    ['is interrupted by a failed read in drift', ['old', failed], drift, 0, 4],
    ['does not take a failed read for an absent pin', [undefined, failed], drift, 0, 4],
    ['is not interrupted before its first read', [failed, 'old'], drift, 1, 2],
  ])('%s', (_, shown, terms, length, needed) => {
    expect(measureRow(readingsOf(shown), terms)).toEqual({ length, needed, interrupted: needed > 2 })
  })

  const reading = fc.constantFrom<Shown>('new', 'old', undefined, failed)

  it('is never long enough with a wrong or failed read among the last ones', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 14 }),
        fc.integer({ min: 1, max: 4 }),
        (shown, consecutive) => {
          const terms = { ...assert, consecutive }
          const { needed, interrupted } = measureRow(readingsOf(shown), terms)
          const last = shown.slice(-needed)
          const row = last.length === needed && last.every((each) => each === 'new')
          expect(isSteady(readingsOf(shown), terms)).toBe(row)
          const first = shown.indexOf('new')
          const wrongAfter = first >= 0 && shown.slice(first).some((each) => each !== 'new')
          expect([interrupted, needed]).toEqual([wrongAfter, wrongAfter ? 2 * consecutive : consecutive])
        },
      ),
    )
  })
})
