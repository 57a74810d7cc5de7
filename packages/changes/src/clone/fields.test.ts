import { OutsideError } from '@suite/errors'
import { expect, test } from 'vitest'
import { pathsIn } from './fields.ts'

test('what git prints instead of a list of paths is an error of git, and names no file as changed', () => {
  expect(pathsIn(Buffer.from('a\0b c\0'), 'diff-index')).toEqual(['a', 'b c'])
  expect(pathsIn(Buffer.alloc(0), 'diff-index')).toEqual([])
  for (const printed of ['\0garbage\n', 'a\0\0', 'a\0b'])
    expect(() => pathsIn(Buffer.from(printed), 'diff-index')).toThrow(OutsideError)
})
