import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeOwnFolder } from './own-folder.ts'

test('a folder for temporary files that cannot be made fails the run with its path, and not as a bug', async () => {
  const below = join(import.meta.filename, 'own-')
  const failure = await makeOwnFolder(below).catch((error: unknown) => error)
  expect(failure).toMatchObject({ reason: 'outside-failed' })
  expect(String(failure)).toContain(below)
})
