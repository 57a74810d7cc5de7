import { mkdtemp, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commonReasons, UsageError } from '@suite/errors'
import type { Variables } from '@suite/program'
import { reasons } from '../reasons.ts'
import { findManager, findWrangler, installCommands } from './find.ts'
import { installWrangler } from './install.ts'
import type { Installed } from './installed.ts'
import { pickNode } from './node.ts'

interface Where {
  readonly folder: string
  readonly temp: string
  readonly variables: Variables
  readonly signal: AbortSignal
}

/**
 * The project's wrangler, or the one that is asked for, and a Node for it.
 * @throws UsageError `input-invalid` without a folder to look from: one above it may hold another Worker
 * @throws UsageError `wrangler-unusable` where there is none, or another than was asked for
 */
export async function prepareWrangler(
  wanted: string | undefined,
  where: Where,
): Promise<{ readonly installed: Installed; readonly node: string }> {
  const { folder, temp, variables } = where
  if (!(await isFolder(folder)))
    throw new UsageError(
      commonReasons['input-invalid'],
      `input working-directory names ${folder}, which is no folder`,
      'Check the repository out before this step, or correct the input.',
    )
  const own = await findWrangler(folder, variables)
  if (own !== undefined && wanted !== undefined && own.version !== wanted)
    throw new UsageError(
      reasons['wrangler-unusable'],
      `the project has wrangler ${own.version}, and wrangler-version asks for ${wanted}`,
      "Leave wrangler-version out: the project's own wrangler runs, as its lock file says.",
    )
  const installed = own ?? (await installWanted(wanted, where, join(temp, 'wrangler-install-')))
  return { installed, node: await pickNode(installed.engines, variables) }
}

async function installWanted(wanted: string | undefined, where: Where, prefix: string): Promise<Installed> {
  if (wanted !== undefined) return installWrangler(wanted, await mkdtemp(prefix), where)
  const command = installCommands[await findManager(where.folder)]
  throw new UsageError(
    reasons['wrangler-unusable'],
    `there is no wrangler in ${where.folder} or above it`,
    `Add it to the project (${command}) and install the dependencies before this step, or give wrangler-version.`,
  )
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
