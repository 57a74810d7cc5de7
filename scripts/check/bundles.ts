import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { buildAll } from '../build/bundles.ts'
import { run } from '../shell.ts'

/** Builds everything here and in a copy elsewhere: the bytes must not depend on where, or on what was there before. */
export async function checkBundles(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'built-elsewhere-'))
  try {
    await buildAll()
    await copyTree(copy)
    const script = ['--conditions=suite-source', join(copy, 'scripts/build.ts')]
    await run(process.execPath, script, { cwd: copy, quiet: true })
    const [here, there] = await Promise.all([digests(join(root, 'dist')), digests(join(copy, 'dist'))])
    const differing = [...new Set([...here.keys(), ...there.keys()])].filter(
      (file) => here.get(file) !== there.get(file),
    )
    if (differing.length > 0) throw new Error(`These differ between two builds:\n  ${differing.join('\n  ')}`)
    return `${here.size} files`
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

async function copyTree(copy: string): Promise<void> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    quiet: true,
  })
  const files = listed.split('\0').filter((file) => file !== '')
  for (const file of [...files, '.git'])
    await cp(join(root, file), join(copy, file), { recursive: true }).catch(ignoreMissing)
  const install = [
    '--yes',
    await packageManager(),
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=silent',
  ]
  await run('npx', install, { cwd: copy, quiet: true })
}

async function packageManager(): Promise<string> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).packageManager
}

/** A tracked file that was deleted and not yet committed. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function digests(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const pairs = await Promise.all(
    files.map(async (file) => {
      const digest = createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
      return [file.slice(folder.length + 1), digest] as const
    }),
  )
  return new Map(pairs)
}
