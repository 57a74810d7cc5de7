import { describe, expect, it } from 'vitest'
import { decide, type Facts, type Terms } from './decide.ts'
import type { Order } from './order.ts'

const order = (relation: Order['relation']): Order =>
  relation === 'unknown' ? { relation, by: 'nothing', gap: 'parted' } : { relation, by: 'ancestry' }
const facts: Facts = { image: undefined, pinned: 'old', order: order('unknown') }
const terms: Terms = { digest: 'ours', expectedPrevious: undefined, allowDowngrade: false }
const image = (found: boolean, ...missingPlatforms: string[]) => ({ found, platforms: [], missingPlatforms })

describe('a pin is moved', () => {
  it.each<[string, Partial<Facts>, Partial<Terms>, string]>([
    ['over one of unknown order, yes', {}, {}, 'promote'],
    ['over nothing, yes', { pinned: undefined }, {}, 'promote'],
    ['over an older one, yes', { order: order('newer') }, {}, 'promote'],
    ['over one of the same commit, yes', { order: order('same-source') }, {}, 'promote'],
    ['over a newer one, no', { order: order('older') }, {}, 'downgrade'],
    [
      'over a newer one, yes if downgrades are allowed',
      { order: order('older') },
      { allowDowngrade: true },
      'promote',
    ],
    ['over the expected one, yes', {}, { expectedPrevious: 'old' }, 'promote'],
    ['over another than the expected one, no', {}, { expectedPrevious: 'x' }, 'previous-differs'],
    [
      'over another than the expected one, no, however old it is',
      { order: order('newer') },
      { expectedPrevious: 'x', allowDowngrade: true },
      'previous-differs',
    ],
    [
      'over no pin if a digest is expected, no',
      { pinned: undefined },
      { expectedPrevious: 'x' },
      'previous-differs',
    ],
    ['if it is already the digest, no', { pinned: 'ours' }, {}, 'already-pinned'],
    [
      'if it is already the digest, with any expectation',
      { pinned: 'ours' },
      { expectedPrevious: 'x' },
      'already-pinned',
    ],
    ['to a missing image, no', { image: image(false) }, {}, 'image-missing'],
    [
      'to a missing image, even if it is pinned',
      { pinned: 'ours', image: image(false) },
      {},
      'image-missing',
    ],
    ['to an image without a platform, no', { image: image(true, 'linux/arm64') }, {}, 'platform-missing'],
    [
      'to an image that is complete and newer, yes',
      { image: image(true), order: order('newer') },
      {},
      'promote',
    ],
    ['to an image whose order is required and unknown, no', { image: image(true) }, {}, 'order-unknown'],
    [
      'to an image of unknown order over the expected one, no: who expected it did not say which is newer',
      { image: image(true) },
      { expectedPrevious: 'old' },
      'order-unknown',
    ],
    [
      'to an image of unknown order, yes if downgrades are allowed',
      { image: image(true) },
      { allowDowngrade: true },
      'promote',
    ],
    [
      'to the first image, yes: no image can be newer',
      { image: image(true), pinned: undefined },
      {},
      'promote',
    ],
    ['to an image that is pinned already, no', { image: image(true), pinned: 'ours' }, {}, 'already-pinned'],
    [
      'to an image of the commit that is pinned, yes',
      { image: image(true), order: order('same-source') },
      {},
      'promote',
    ],
    [
      'over nothing by an order that says older, yes: it is of another time',
      { pinned: undefined, order: order('older') },
      {},
      'promote',
    ],
  ])('%s', (_, given, held, expected) => {
    const plan = decide({ ...facts, ...given }, { ...terms, ...held })
    expect(plan.kind === 'refuse' ? plan.reason : plan.kind).toBe(expected)
  })
})
