import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runGit } from '../run-git.ts'

/** A clone with one commit checked out, as actions/checkout leaves it, and with the reports of its tests. */
export interface Checkout {
  readonly folder: string
  close(): Promise<void>
}

/** Clones a repository with all of its branches, and writes files that are not part of the commit. */
export async function checkOut(
  repository: string,
  commit: string,
  files: Readonly<Record<string, string>>,
): Promise<Checkout> {
  const root = await mkdtemp(join(tmpdir(), 'coverage-sweep-'))
  const folder = join(root, 'shop')
  await runGit(root, 'clone', '--quiet', '--no-checkout', repository, folder)
  await runGit(folder, 'checkout', '--quiet', '--detach', commit)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return { folder, close: () => rm(root, { recursive: true, force: true }) }
}
