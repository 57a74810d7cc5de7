import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { actionNames, contractOf, root } from '../actions.ts'
import { archiveBudget } from '../release/plan.ts'
import { buildTree } from '../release/tree.ts'

/** Returns the size of the code of each bundle, with the parts that are loaded only when needed. */
export async function measureBytes() {
  const contracts = await Promise.all(actionNames().map(contractOf))
  const bundled = contracts.map(({ name }) => name)
  return Promise.all(
    bundled.map(async (name) => {
      const folder = join(root, 'dist', name)
      const files = (await readdir(folder)).filter((file) => file.endsWith('.js'))
      const contents = await Promise.all(files.map((file) => readFile(join(folder, file))))
      const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
      return {
        bundle: name,
        'index.js': (await readFile(join(folder, 'index.js'))).length,
        'all code': sum(contents.map(({ length }) => length)),
        'all code, gzip': sum(contents.map((content) => gzipSync(content).length)),
      }
    }),
  )
}

/**
 * Returns what every job downloads that uses one action of the suite: the whole published tree, in bytes of `tar.gz`.
 */
export async function measureTree() {
  const staging = await mkdtemp(join(tmpdir(), 'bench-tree-'))
  try {
    const { archiveBytes } = await buildTree({ folder: root, actions: actionNames() }, staging)
    return { 'published tree, tgz': archiveBytes, budget: archiveBudget }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}
