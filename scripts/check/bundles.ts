import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../actions.ts'
import { buildAll } from '../build/bundles.ts'
import { run } from '../shell.ts'

/**
 * Builds everything here and in a copy elsewhere. The bytes must not depend on the folder, or on earlier builds.
 *
 * @throws Error that lists the files that differ
 */
export async function checkBundles(copy: string): Promise<string> {
  await buildAll()
  await run(process.execPath, ['--conditions=suite-source', join(copy, 'scripts/build.ts')], {
    cwd: copy,
    quiet: true,
  })
  const [here, there] = await Promise.all([digests(join(root, 'dist')), digests(join(copy, 'dist'))])
  const differing = [...new Set([...here.keys(), ...there.keys()])].filter(
    (file) => here.get(file) !== there.get(file),
  )
  if (differing.length > 0) throw new Error(`These differ between two builds:\n  ${differing.join('\n  ')}`)
  return `${here.size} files`
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
