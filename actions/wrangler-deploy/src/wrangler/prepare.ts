import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { commonReasons, UsageError } from '@suite/errors'
import type { Variables } from '@suite/program'
import { makeOwnFolder } from '../own-folder.ts'
import { reasons } from '../reasons.ts'
import { findManager, findWrangler, installCommands } from './find.ts'
import { installWrangler } from './install.ts'
import type { Installed } from './installed.ts'
import { pickNode } from './node.ts'

/** Where the project is, and the environment of the step. */
interface Place {
  readonly folder: string
  readonly temp: string
  readonly variables: Variables
  readonly signal: AbortSignal
}

/**
 * Returns the wrangler of the project, or installs the version that is requested, and finds a Node that runs it.
 * @throws UsageError `input-invalid` if the folder does not exist: a folder above it may hold another Worker
 * @throws UsageError `wrangler-unusable` if there is no wrangler, or the project has another version than requested
 * @throws OutsideError `outside-failed` if the version cannot be installed
 */
export async function prepareWrangler(
  wanted: string | undefined,
  place: Place,
): Promise<{ readonly installed: Installed; readonly node: string }> {
  const { folder, temp, variables } = place
  if (!(await isFolder(folder)))
    throw new UsageError(
      commonReasons['input-invalid'],
      `input working-directory names ${folder}, which is not a folder`,
      'Check the repository out before this step, or correct the input.',
    )
  const own = await findWrangler(folder, variables)
  if (own !== undefined && wanted !== undefined && own.version !== wanted)
    throw new UsageError(
      reasons['wrangler-unusable'],
      `the project has wrangler ${own.version}, and wrangler-version asks for ${wanted}`,
      "Leave wrangler-version out: the project's own wrangler runs, as its lock file says.",
    )
  const installed = own ?? (await installWanted(wanted, place, join(temp, 'wrangler-install-')))
  return { installed, node: await pickNode(installed.engines, variables) }
}

async function installWanted(wanted: string | undefined, place: Place, prefix: string): Promise<Installed> {
  if (wanted !== undefined) return installWrangler(wanted, await makeOwnFolder(prefix), place)
  const command = installCommands[await findManager(place.folder)]
  throw new UsageError(
    reasons['wrangler-unusable'],
    `there is no wrangler in ${place.folder} or above it`,
    `Add it to the project (\`${command}\`) and install the dependencies before this step, or give wrangler-version.`,
  )
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
