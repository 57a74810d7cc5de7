import { OutsideError } from '@suite/errors'
import { expect, test } from 'vitest'
import { kindOf, treeOf } from './tree-entries.ts'

test.each([
  ['100644', 'file'],
  ['100755', 'file'],
  ['100664', 'file'],
  ['120000', 'symlink'],
  ['160000', 'submodule'],
  ['040000', 'folder'],
])('the mode %s is that of a %s', (mode, kind) => {
  expect(kindOf({ path: 'a', mode, id: '' })).toBe(kind)
})

test.each(['', '100', '1006440', '140000', 'file'])('an entry of the mode %j is never ignored', (mode) => {
  expect(() => kindOf({ path: 'a', mode, id: '' })).toThrow(OutsideError)
})

test('a tree holds all but its folders', () => {
  const rows = [
    { path: 'a', mode: '040000', id: '1' },
    { path: 'a/b', mode: '100755', id: '2' },
    { path: 'c', mode: '120000', id: '3' },
  ]
  expect([...treeOf(rows).values()]).toEqual([
    { path: 'a/b', kind: 'file', id: '2', executable: true },
    { path: 'c', kind: 'symlink', id: '3' },
  ])
})

test('two names that read alike are an error: one could hide the other', () => {
  const row = { path: 'caf\uFFFD', mode: '100644' }
  expect(() =>
    treeOf([
      { ...row, id: '1' },
      { ...row, id: '2' },
    ]),
  ).toThrow('holds "caf\uFFFD" twice')
})
