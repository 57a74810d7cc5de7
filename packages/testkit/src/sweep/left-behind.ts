import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { BundleRun } from '../bundle/run-bundle.ts'
import type { RunFolder } from '../core/runner-environment.ts'

/** Returns everything that a run printed or gave to the runner, by where it is. */
export function textsOf(ran: BundleRun): Readonly<Record<string, string>> {
  return {
    stdout: ran.stdout,
    stderr: ran.stderr,
    summary: ran.summary,
    'an output': Object.values(ran.outputs).join('\n'),
    'an exported variable': Object.values(ran.exported).join('\n'),
    'the saved state': Object.values(ran.state).join('\n'),
  }
}

const largest = 4_000_000

/** Returns the files that a run wrote to its folders, as text of one byte a character. */
export async function filesOf(
  { workspace, temp, home }: RunFolder,
  since: number,
  isExcepted: (name: string) => boolean,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for (const folder of [workspace, temp, home])
    for (const file of await filesBelow(folder, since)) {
      const name = relative(folder, file)
      if (!isExcepted(name)) found[`the file ${name}`] = (await readFile(file)).toString('latin1')
    }
  return found
}

/** Links are not followed: what they lead to was there before. */
async function filesBelow(folder: string, since: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(path, since)
      if (!entry.isFile()) return []
      const { mtimeMs, size } = await lstat(path)
      return mtimeMs >= since && size <= largest ? [path] : []
    }),
  )
  return found.flat()
}
