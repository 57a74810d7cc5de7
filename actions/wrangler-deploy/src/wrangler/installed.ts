import { UsageError } from '@suite/errors'
import * as z from 'zod/mini'
import { parseJson } from '../parse-json.ts'
import { reasons } from '../reasons.ts'
import { isAtLeast, leastUsable } from './version.ts'

/** A wrangler that is installed. */
export interface Installed {
  readonly version: string
  /** Path of the script that `bin` of its package.json names. */
  readonly script: string
  /** Path of its folder, which `require` takes. */
  readonly folder: string
  /** The range of Node that it needs, such as `>=22.0.0`. */
  readonly engines: string | undefined
  /** Arguments for Node before the script, such as those that load Plug'n'Play. */
  readonly nodeArguments: readonly string[]
}

const manifest = z.object({
  name: z.literal('wrangler'),
  version: z.string(),
  bin: z.union([z.string(), z.object({ wrangler: z.string() })]),
  engines: z.optional(z.object({ node: z.optional(z.string()) })),
})

/**
 * Returns the wrangler that the text of its `package.json` describes.
 * @throws UsageError `wrangler-unusable` if the text has another shape, or the version is too old
 */
export function readManifest(text: string, folder: string, nodeArguments: readonly string[] = []): Installed {
  const read = z.safeParse(manifest, parseJson(text))
  if (!read.success)
    throw new UsageError(
      reasons['wrangler-unusable'],
      `${folder}/package.json does not describe a wrangler`,
      'Install the dependencies of the project again.',
    )
  const { version, bin, engines } = read.data
  if (!isAtLeast(version, leastUsable))
    throw new UsageError(
      reasons['wrangler-unusable'],
      `the project has wrangler ${version}, which is older than ${leastUsable}`,
      'Update wrangler in the project.',
    )
  return {
    version,
    folder,
    script: `${folder}/${typeof bin === 'string' ? bin : bin.wrangler}`,
    engines: engines?.node,
    nodeArguments,
  }
}
