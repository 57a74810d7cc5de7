import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Returns a program that starts this Node by another program, and there runs a script before the action. */
export type NodeUnder = (command: readonly string[], before?: string) => Promise<string>

/**
 * Makes programs that start Node under conditions of their own, and removes them when the work is done. They are no
 * scripts of sh, because some shells drop variables such as `INPUT_DRY-RUN`.
 */
export async function withNodes<Result>(work: (nodeUnder: NodeUnder) => Promise<Result>): Promise<Result> {
  let folder: string | undefined
  try {
    return await work(async (command, before = '') => {
      folder = await mkdtemp(join(tmpdir(), 'sweep-node-'))
      // Whoever the action runs as must be able to start it.
      await chmod(folder, 0o755)
      const file = join(folder, 'node')
      const source = `#!/usr/bin/env -S ${[...command, process.execPath].join(' ')}
process.argv.splice(1, 1);
${before};
import(require('node:url').pathToFileURL(process.argv[1]).href)
`
      await writeFile(file, source)
      await chmod(file, 0o755)
      return file
    })
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}
