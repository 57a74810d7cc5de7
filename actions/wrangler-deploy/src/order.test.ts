import { describe, expect, it } from 'vitest'
import { describeOrder, orderByHistory, orderByTag } from './order.ts'

const [one, two, base] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]

describe('the order of commits', () => {
  it.each([
    ['no deployment yet', undefined, { kind: 'first' }],
    ['no tag', { tag: undefined }, { kind: 'unknown', tag: undefined }],
    ['a tag that is a release', { tag: 'v1.0.0' }, { kind: 'unknown', tag: 'v1.0.0' }],
    ['a short commit', { tag: one.slice(0, 12) }, { kind: 'unknown', tag: one.slice(0, 12) }],
    ['the same commit', { tag: two }, { kind: 'same' }],
    ['another commit', { tag: one }, undefined],
  ])('needs the history only if the tags do not tell: %s', (_, live, expected) => {
    expect(orderByTag(live, two)).toEqual(expected)
  })

  it.each([
    ['forward', one, one],
    ['behind', two, two],
    ['unrelated', base, base],
    ['unrelated', 'nothing', undefined],
  ])('is %s if both descend from %s', (kind, _, parting) => {
    expect(orderByHistory(one, two, parting)).toMatchObject({ kind })
  })

  it('is described by a sentence that names the commit', () => {
    expect(describeOrder({ kind: 'behind', live: one })).toContain(one)
    expect(describeOrder({ kind: 'unknown', tag: undefined })).toBe(
      'order unknown: the live version has no tag',
    )
  })
})
