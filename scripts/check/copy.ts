import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { run } from '../shell.ts'

/** Copies the project in its present state, installed, to another folder, calls `use`, and removes the copy. */
export async function withCopy(use: (copy: string) => Promise<void>): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'built-elsewhere-'))
  try {
    const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      quiet: true,
    })
    for (const file of [...listed.split('\0').filter((each) => each !== ''), '.git'])
      await cp(join(root, file), join(copy, file), { recursive: true }).catch(ignoreMissing)
    const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const install = [
      '--yes',
      packageManager,
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      '--reporter=silent',
    ]
    await run('npx', install, { cwd: copy, quiet: true })
    await use(copy)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Ignores a tracked file that was deleted and not yet committed. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
