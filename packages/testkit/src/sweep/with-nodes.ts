import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Returns a program that starts this Node by a script of sh. */
export type NodeUnder = (script: string) => Promise<string>

/** Makes programs that start Node under conditions of their own, and removes them when the work is done. */
export async function withNodes<Result>(work: (nodeUnder: NodeUnder) => Promise<Result>): Promise<Result> {
  let folder: string | undefined
  try {
    return await work(async (script) => {
      folder = await mkdtemp(join(tmpdir(), 'sweep-node-'))
      // Whoever the action runs as must be able to start it.
      await chmod(folder, 0o755)
      const file = join(folder, 'node')
      await writeFile(file, `#!/bin/sh\nnode='${process.execPath}'\n${script}\n`)
      await chmod(file, 0o755)
      return file
    })
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}
