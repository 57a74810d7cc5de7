import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { actionNames, root } from '../actions.ts'

/** How much code each bundle is, with the parts that are loaded only when needed. */
export async function measureBytes() {
  return Promise.all(
    actionNames().map(async (name) => {
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
