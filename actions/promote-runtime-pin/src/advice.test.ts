import type { PromotionResult } from '@suite/control-plane'
import { describe, expect, it } from 'vitest'
import { fixFor } from './advice.ts'
import type { Gap } from './order.ts'

const order = (gap: Gap) => ({ relation: 'unknown', by: 'nothing', gap }) as const
const facts = { pinned: 'old', order: order('not-asked') } as const
const doneWith = (result: Partial<PromotionResult>) =>
  ({ kind: 'promotion', result: { readings: [], ...result } as PromotionResult }) as const
const refused = { kind: 'refused' } as const
const read = (...digests: string[]) => digests.map((digest, at) => ({ at, digest }))

describe('the advice for an order that is not known', () => {
  it.each<[Gap, RegExp]>([
    ['no-forge-token', /^Give `forge-token`/],
    ['ours-names-no-commit', /^Build this image with the label/],
    ['pinned-names-no-commit', /cannot be given a commit any more/],
    ['pinned-image-missing', /^Check that `image`/],
    ['pinned-image-unreadable', /cannot be read/],
    ['parted', /^Merge the branch/],
  ])('fits its cause %s', (gap, advice) => {
    const fix = fixFor({ reason: 'order-unknown' }, { pinned: 'old', order: order(gap) }, refused, 'new')
    expect(fix).toMatch(advice)
    expect(fix).toContain('`allow-downgrade: true`')
  })

  it('does not advise to build an image again if only the token is missing', () => {
    const fix = fixFor(
      { reason: 'order-unknown' },
      { ...facts, order: order('no-forge-token') },
      refused,
      'new',
    )
    expect(fix).not.toMatch(/label|[Bb]uild/)
  })
})

describe('the advice for a pin that was not moved as expected', () => {
  it.each<[string, Parameters<typeof fixFor>[0]['reason'], Partial<PromotionResult>, RegExp]>([
    ['it is this digest already', 'superseded', { pinned: 'new' }, /^Run again: if the pin still is this/],
    ['it did not change', 'superseded', { pinned: 'old' }, /^Run again: the pin did not change/],
    ['a newer run moved it', 'superseded', { pinned: 'third' }, /do nothing\. Otherwise run again/],
    ['no read shows the digest', 'pin-not-confirmed', { readings: read('old', 'old') }, /start a new run/],
    [
      'reads fail',
      'pin-not-confirmed',
      { readings: [...read('new'), { at: 1, failed: true }] },
      /does not answer/,
    ],
    ['it came late', 'pin-not-confirmed', { readings: read('old', 'new') }, /always follow this late/],
  ])('fits the case that %s', (_, reason, result, advice) => {
    expect(fixFor({ reason }, facts, doneWith(result), 'new')).toMatch(advice)
  })

  it('does not advise to expect a pin that does not exist', () => {
    const fix = fixFor({ reason: 'previous-differs' }, { ...facts, pinned: undefined }, refused, 'new')
    expect(fix).toMatch(/^Leave `expected-previous` out/)
  })
})
