import { describe, expect, test } from 'vitest'
import { type StatusWords, toListedFile } from './listed-file.ts'

const words: StatusWords = { added: 'added', deleted: 'removed', renamed: 'renamed' }
const head = 'c0ffee'.padEnd(40, '0')
const linked = (path: string, ref = head) => `https://forge.example/contents/${path}?ref=${ref}`

describe('a row is a file only if it is complete', () => {
  test('a file, and the head that it was computed for', () => {
    const row = { filename: 'a', status: 'added', contents_url: linked('a') }
    expect(toListedFile(row, words)).toEqual({ file: { path: 'a', status: 'added' }, head })
  })

  test('a rename with both of its paths, so that the rules of both apply', () => {
    const row = { filename: 'new', status: 'renamed', previous_filename: 'old' }
    expect(toListedFile(row, words).file).toEqual({ path: 'new', status: 'renamed', previousPath: 'old' })
  })

  test.each([
    ['an unknown status', { filename: 'a', status: 'teleported' }],
    ['a status that is the name of a member of every object', { filename: 'a', status: '__proto__' }],
    ['a rename without its old path', { filename: 'new', status: 'renamed' }],
  ])('%s is not a file, so that the trees are read', (_, row) => {
    expect(toListedFile(row, words).file).toBeUndefined()
  })
})

test.each([
  ['a removed file is linked where it last was', 'deleted', linked('a')],
  ['a link to a branch', 'added', linked('a', 'main')],
  ['no link', 'added', null],
])('%s, which gives no head', (_, status, contents_url) => {
  expect(toListedFile({ filename: 'a', status, contents_url }, words).head).toBeUndefined()
})
