import { expect, test } from 'vitest'
import { readOptions } from '../sweep/options.ts'
import { partOf, sweptActions } from './swept-action.ts'

const asked = (...given: string[]) => partOf(readOptions(given, 1))

test('a part of an action is never kept as if it were all of it', () => {
  for (const part of [
    ['--fault', '403'],
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
