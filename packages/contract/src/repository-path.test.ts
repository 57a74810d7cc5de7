import { expect, test } from 'vitest'
import { parseAs } from './kinds.ts'
import { repositoryPath } from './repository-path.ts'

test.each([
  ['.github/labeler.yml', '.github/labeler.yml'],
  ['./.github/labeler.yml', '.github/labeler.yml'],
  ['././a.yml', 'a.yml'],
  ['.github//labeler.yml', '.github/labeler.yml'],
  ['a/./b.yml', 'a/b.yml'],
  ['a b\\c.yml', 'a b\\c.yml'],
  ['...', '...'],
])('%j is read as %j, so that the workflow of another action need not change', (text, value) => {
  expect(parseAs(repositoryPath, text)).toEqual({ value })
})

test.each([
  '/etc/passwd',
  '//x',
  '../a.yml',
  'a/../b.yml',
  './..',
  'a/',
  './',
  '.',
  'C:\\a.yml',
  'c:/a.yml',
  'a\0',
])('%j is refused, because it is not the path of a file in the repository', (text) => {
  expect(parseAs(repositoryPath, text)).toMatchObject({
    problem: expect.stringContaining('a path from the root of the repository'),
  })
})
