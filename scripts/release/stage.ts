import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { renderPage } from './page.ts'
import { publishLinks } from './published-links.ts'

/** A project whose bundles are built. */
export interface Project {
  /** The root of the project. */
  readonly folder: string
  /** Names of the actions. */
  readonly actions: readonly string[]
}

/** Files to publish next to the actions, if the project has them. */
const documents = ['LICENSE', 'SECURITY.md']

/**
 * Writes exactly what is published into `target`: every action's folder, the page, the licence and the security
 * policy. Removes everything else in `target`. Returns the paths, sorted.
 */
export async function stageTree({ folder, actions }: Project, target: string): Promise<string[]> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const present = new Set(await readdir(folder))
  const paths = ['README.md', ...documents.filter((name) => present.has(name))]
  await writeFile(join(target, 'README.md'), renderPage({ actions, version: manifest.version }))
  for (const name of paths.slice(1)) await copyFile(join(folder, name), join(target, name))
  for (const action of actions)
    for (const path of await filesBelow(join(folder, 'dist', action))) {
      const at = `${action}/${path}`
      await mkdir(dirname(join(target, at)), { recursive: true })
      await copyFile(join(folder, 'dist', at), join(target, at))
      paths.push(at)
    }
  await publishPages(actions, target, new Set(paths))
  return paths.sort()
}

/** Corrects the links of the copied pages, because the files around them are others than in the sources. */
async function publishPages(
  actions: readonly string[],
  target: string,
  published: ReadonlySet<string>,
): Promise<void> {
  const pages = ['SECURITY.md', ...actions.map((name) => `${name}/README.md`)]
  for (const page of pages.filter((each) => published.has(each))) {
    const file = join(target, page)
    const source = page === 'SECURITY.md' ? page : `actions/${page}`
    await writeFile(file, publishLinks(await readFile(file, 'utf8'), source, published))
  }
}

/** Returns the paths below a folder as git writes them, with slashes on every platform. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
}
