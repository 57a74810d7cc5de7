import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'make-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('every folder of the path is there afterwards, also if two runs make it at once', async () => {
  const path = join(folder, 'a/b/c')
  await Promise.all([makeFolder(path), makeFolder(path)])
  expect((await stat(path)).isDirectory()).toBe(true)
  await makeFolder(path)
})

test('a file in the way is an error, and is not replaced', async () => {
  await writeFile(join(folder, 'a'), '')
  await expect(makeFolder(join(folder, 'a/b'))).rejects.toThrow(/EEXIST|ENOTDIR/)
})

test.runIf(process.platform === 'linux')(
  'a temporary folder below /proc fails instead of hanging',
  async () => {
    await expect(makeFolder('/proc/none/at-all')).rejects.toThrow('ENOENT')
  },
)
