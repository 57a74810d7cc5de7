import { expect, test } from 'vitest'
import { readOptions } from '../sweep/options.ts'
import { partOf } from './swept-action.ts'

const asked = (...given: string[]) => partOf(readOptions(given, 1))

test('a part of an action is never kept as if it were all of it', () => {
  for (const part of [['--fault', '403'], ['--scenario', 'plain'], ['--sample'], ['--cell', 'a / b / c']])
    expect(asked('--keep', ...part)).toContain(part[0])
  expect(asked('--keep', '--action', 'label-by-path', '--seed', '4', '--lanes', '1')).toBeUndefined()
})
