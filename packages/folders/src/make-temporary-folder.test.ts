import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from './make-temporary-folder.ts'

test('a run whose RUNNER_TEMP is missing gets its folders all the same, each one of its own', async () => {
  const root = await mkdtemp(join(tmpdir(), 'temporary-'))
  try {
    const prefix = join(root, 'missing/temp/own-')
    const made = await Promise.all([makeTemporaryFolder(prefix), makeTemporaryFolder(prefix)])
    expect(new Set(made).size).toBe(2)
    for (const each of made) expect((await stat(each)).isDirectory()).toBe(true)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})
