import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { renderPage } from './page.ts'

/** A project whose bundles are built. */
export interface Project {
  /** Its root. */
  readonly folder: string
  /** Names of the actions. */
  readonly actions: readonly string[]
}

/** Beside the actions, where the project has them. */
const papers = ['LICENSE', 'SECURITY.md']

/**
 * Lays out in `target` what is published, and nothing else: every action's folder, the page, the licence and the
 * security policy. What was in `target` is gone. Returns the paths, sorted.
 */
export async function stageTree({ folder, actions }: Project, target: string): Promise<string[]> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const present = new Set(await readdir(folder))
  const paths = ['README.md', ...papers.filter((name) => present.has(name))]
  await writeFile(join(target, 'README.md'), renderPage({ actions, version: manifest.version }))
  for (const name of paths.slice(1)) await copyFile(join(folder, name), join(target, name))
  for (const action of actions)
    for (const path of await filesBelow(join(folder, 'dist', action))) {
      const at = `${action}/${path}`
      await mkdir(dirname(join(target, at)), { recursive: true })
      await copyFile(join(folder, 'dist', at), join(target, at))
      paths.push(at)
    }
  return paths.sort()
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}
