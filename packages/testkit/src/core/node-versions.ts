import { join } from 'node:path'

/** The Node 20 that the lockfile pins; runners of other forges still start actions with it. */
export const node20 = join(
  import.meta.dirname,
  '../../node_modules/node-20/bin',
  // On Windows the package has a file `node`, too, which is not a program.
  process.platform === 'win32' ? 'node.exe' : 'node',
)
