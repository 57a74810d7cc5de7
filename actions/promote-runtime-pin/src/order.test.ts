import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitsToCompare, type ImageAge, orderOf } from './order.ts'

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string]

describe('the newer of two images is decided', () => {
  it.each<[string, ImageAge, ImageAge, string | undefined, string, string]>([
    ['the one of the higher order', { order: 2 }, { order: 1 }, undefined, 'newer', 'order'],
    ['not the one of the lower order', { order: 1 }, { order: 2 }, undefined, 'older', 'order'],
    [
      'by order, regardless of history',
      { order: 2, revision: a },
      { order: 1, revision: b },
      a,
      'newer',
      'order',
    ],
    [
      'by history, if the orders are equal',
      { order: 1, revision: b },
      { order: 1, revision: a },
      a,
      'newer',
      'ancestry',
    ],
    [
      'by history, if one order is missing',
      { order: 1, revision: b },
      { revision: a },
      a,
      'newer',
      'ancestry',
    ],
    ['the one whose commit came from the other', { revision: b }, { revision: a }, a, 'newer', 'ancestry'],
    ['not the one from which the other came', { revision: a }, { revision: b }, a, 'older', 'ancestry'],
    ['neither, of one commit', { revision: a }, { revision: a }, undefined, 'same-source', 'ancestry'],
    ['not at all, if the histories have diverged', { revision: a }, { revision: b }, c, 'unknown', 'nothing'],
    [
      'not at all, if history was not asked',
      { revision: a },
      { revision: b },
      undefined,
      'unknown',
      'nothing',
    ],
    ['not at all, without any data', {}, {}, undefined, 'unknown', 'nothing'],
    [
      'not at all, for an invalid commit',
      { revision: 'v1.2' },
      { revision: 'v1.2' },
      'v1.2',
      'unknown',
      'nothing',
    ],
    ['not at all, with one order only', { order: 2 }, {}, undefined, 'unknown', 'nothing'],
  ])('%s', (_, ours, pinned, base, relation, by) => {
    expect(orderOf(ours, pinned, base)).toMatchObject({ relation, by })
  })

  it.each<[string, ImageAge, ImageAge, string]>([
    ['ours names no commit', {}, { revision: a }, 'ours-names-no-commit'],
    ['ours names a version', { revision: 'v1.2' }, { revision: a }, 'ours-names-no-commit'],
    ['the pinned one names no commit', { revision: a }, {}, 'pinned-names-no-commit'],
    ['they have parted', { revision: a }, { revision: b }, 'parted'],
  ])('is unknown for a reason that a person can act on: %s', (_, ours, pinned, gap) => {
    expect(orderOf(ours, pinned, c)).toEqual({ relation: 'unknown', by: 'nothing', gap })
  })

  const age = fc.record({
    order: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    revision: fc.option(fc.constantFrom(a, b, 'v1'), { nil: undefined }),
  })

  it('is never both: if one is newer, the other is older', () => {
    const opposite = { newer: 'older', older: 'newer', 'same-source': 'same-source', unknown: 'unknown' }
    fc.assert(
      fc.property(age, age, fc.constantFrom(a, b, c, undefined), (one, other, base) => {
        const there = orderOf(one, other, base)
        const back = orderOf(other, one, base)
        expect([back.by, back.relation]).toEqual([there.by, opposite[there.relation]])
      }),
    )
  })

  it('requires the history of two full commits, only if nothing else decides', () => {
    expect(commitsToCompare({ revision: b }, { revision: a })).toEqual([a, b])
    expect(commitsToCompare({ order: 2, revision: b }, { order: 1, revision: a })).toBeUndefined()
    expect(commitsToCompare({ revision: a }, { revision: a })).toBeUndefined()
    expect(commitsToCompare({ revision: 'v1' }, { revision: a })).toBeUndefined()
  })
})
