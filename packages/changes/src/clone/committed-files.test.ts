import { expect, test } from 'vitest'
import { startRepository, write } from '../../test/clone.ts'
import { committedFiles } from './committed-files.ts'
import { openClone } from './program.ts'

test('a file that a run wrote is not taken for one that the commit holds', async () => {
  const { folder, commit } = await startRepository()
  await commit({ old: 'a', written: 'b', gone: 'c', link: { symlink: 'old' }, 'd/caf\udce9': 'e' })
  await write(folder, 'written', 'B')
  await write(folder, 'gone', null)
  await write(folder, 'untracked', 'u')
  const clone = openClone(folder, new AbortController().signal)
  const paths = ['old', 'written', 'gone', 'link', 'd/caf\udce9', 'untracked', '/elsewhere/old']
  expect(await committedFiles(clone, paths)).toEqual(['d/caf\udce9', 'old'])
  expect(await committedFiles(clone, [])).toEqual([])
})
