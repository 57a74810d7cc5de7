import { expect, test } from 'vitest'
import { readOptions } from '../sweep/options.ts'
import { partOf, renewGroups, sweptActions } from './swept-action.ts'

const asked = (...given: string[]) => partOf(readOptions(given, 1))

test('a part of an action is never kept as if it were all of it', () => {
  for (const part of [
    ['--fault', '403'],
    ['--fault', 'redirect', '--fault', '403'],
    ['--fault', 'redirect', '--sample'],
    ['--scenario', 'plain'],
    ['--cell', 'a / b / c'],
  ])
    expect(asked('--keep', ...part)).toContain(part[0])
  expect(
    asked('--keep', '--sample', '--action', 'label-by-path', '--seed', '4', '--lanes', '1'),
  ).toBeUndefined()
})

test('cells for which there was no time are counted, and not left out', () => {
  const result = { id: 'plain / x / 403', action: 'plain', scenario: 'x', group: 'refusal', why: '' } as const
  const results = [{ ...result, outcome: 'explained', milliseconds: 1 } as const]
  expect(sweptActions(results, [{ action: 'plain' }, { action: 'other' }])).toEqual({
    plain: { groups: { refusal: { explained: 1 } }, notBegun: 1 },
  })
})

test('whole groups of faults that are swept again replace the counts of these groups', () => {
  expect(asked('--keep', '--fault', 'redirect', '--fault', 'body')).toBeUndefined()
  const before = {
    plain: { commit: 'a', notBegun: 2, groups: { redirect: { leak: 1 }, body: { true: 3 } } },
    other: { commit: 'b', notBegun: 0, groups: {} },
  } as const
  const again = { plain: { notBegun: 0, groups: { redirect: { explained: 4 } } } }
  expect(renewGroups(before, 'c', again)).toEqual({
    plain: {
      commit: 'a',
      notBegun: 2,
      groups: { redirect: { explained: 4 }, body: { true: 3 } },
      renewed: { redirect: 'c' },
    },
  })
  expect(() => renewGroups({}, 'c', again)).toThrow('plain has no counts yet')
})
