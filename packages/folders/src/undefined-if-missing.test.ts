import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { undefinedIfMissing } from './undefined-if-missing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'missing-'))
  await writeFile(join(folder, 'file'), '')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test.for([
  ['no file', 'none'],
  ['a file in the place of a folder', 'file/below'],
  ['a name that no file can have', 'a'.repeat(300)],
  ['a path that no file can have', `${'a/'.repeat(3_000)}b`],
] as const)('there is nothing at a path: %s', async ([, path]) => {
  await expect(lstat(join(folder, path)).catch(undefinedIfMissing)).resolves.toBeUndefined()
})

test.skipIf(process.platform === 'win32')('there is nothing behind a link to itself', async () => {
  await symlink('loop', join(folder, 'loop'))
  await expect(readFile(join(folder, 'loop')).catch(undefinedIfMissing)).resolves.toBeUndefined()
})

test('what is there and cannot be read is an error', async () => {
  await expect(readFile(folder).catch(undefinedIfMissing)).rejects.toThrow('EISDIR')
  expect(() => undefinedIfMissing('gone')).toThrow('gone')
})
