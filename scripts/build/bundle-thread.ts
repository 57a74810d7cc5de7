import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import ncc from '@vercel/ncc'
import { renderLicenses, type Stats } from './licenses.ts'

/** What the thread is asked: a file to bundle, and the folder to write, both absolute. */
export interface BundleOrder {
  readonly entry: string
  readonly folder: string
}

// A thread bundles one action after the other: the bundler is loaded once, and its code is fast by then.
parentPort?.on('message', async (order: BundleOrder) => {
  try {
    await bundle(order)
    parentPort?.postMessage({ problem: undefined })
  } catch (error) {
    parentPort?.postMessage({
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
})

/**
 * Does not minify, so that a stack names functions and an uncaught error does not print the whole bundle. Comments of our
 * own sources are left out by `tsconfig.base.json`.
 */
async function bundle({ entry, folder }: BundleOrder): Promise<void> {
  const { code, assets, symlinks, stats } = await ncc(entry, { cache: false, quiet: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.js'), code)
  for (const [name, { source, permissions }] of Object.entries(assets)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, source, { mode: permissions })
  }
  for (const [name, target] of Object.entries(symlinks)) await symlink(target, join(folder, name))
  // The whole report has up to 90 megabytes, mostly reasons why a module is there.
  const report = stats.toJson({
    all: false,
    modules: true,
    nestedModules: true,
    orphanModules: true,
  }) as Stats
  await writeFile(join(folder, 'licenses.txt'), await renderLicenses(report))
}
