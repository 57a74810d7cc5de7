import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '../../../..')

/**
 * The folder of the bundles as they ship. A test of a bundle imports this module: a run of such a test builds the
 * bundles first, and a run of other tests does not.
 */
export const distribution = join(root, 'dist')

/** Returns the folder with `action.yml` and the script of an action; a folder is returned as it is. */
export function bundleOf(action: string): string {
  return resolve(distribution, action)
}

/**
 * Makes Node cache the compiled code of the bundle and of the programs that it starts, because tests start the same ones
 * hundreds of times, and wrangler alone has ten megabytes. Node 20 ignores this variable.
 */
export const compiledOnce = { NODE_COMPILE_CACHE: join(root, '.cache/compiled') } as const
