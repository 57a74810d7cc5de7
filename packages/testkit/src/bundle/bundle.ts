import { join } from 'node:path'

const root = join(import.meta.dirname, '../../../..')

/**
 * The folder of the bundles as they ship. Whoever tests one imports this module: a run of such a test builds the bundles
 * first, and a run of other tests does not.
 */
export const distribution = join(root, 'dist')

/** The folder with `action.yml` and the script of an action. */
export function bundleOf(action: string): string {
  return join(distribution, action)
}

/**
 * Lets Node keep what it has compiled, of the bundle and of the programs that it starts: a test starts the same ones
 * hundreds of times, and wrangler alone has ten megabytes. Node 20 knows no such variable.
 */
export const compiledOnce = { NODE_COMPILE_CACHE: join(root, '.cache/compiled') } as const
