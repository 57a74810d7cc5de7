import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { expect, onTestFinished, test } from 'vitest'
import { realWorkspace } from './real-workspace.ts'

test('a workspace that is missing is named, with the step that makes it, and is no bug of the action', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await symlink(folder, join(folder, 'link'))
  expect(realWorkspace({ workspace: join(folder, 'link') })).toBe(await realpath(folder))
  const missing = join(folder, 'gone')
  expect(() => realWorkspace({ workspace: missing })).toThrow(OutsideError)
  expect(() => realWorkspace({ workspace: missing })).toThrow(missing)
})
