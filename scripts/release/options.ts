import { parseArgs } from 'node:util'
import { UsageError } from '@suite/errors'
import { releaseReasons } from './reasons.ts'

/** Check that this version can be published, publish it, or pin the templates to it once it is published. */
export type ReleaseOptions =
  | { readonly verb: 'check'; readonly remote: string }
  | { readonly verb: 'publish'; readonly remote: string; readonly dryRun: boolean }
  | { readonly verb: 'pin'; readonly remote: string; readonly folder: string; readonly owner: string }

const usage = `npm run release -- [--check | --dry-run] [--remote <name or address>]
npm run release -- --starter <folder> --owner <account> [--remote <name or address>]`

/**
 * Returns the options of the command line.
 *
 * @throws UsageError `usage` for anything that is not exactly one of the three
 */
export function readOptions(args: readonly string[]): ReleaseOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        check: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        remote: { type: 'string', default: 'origin' },
        starter: { type: 'string' },
        owner: { type: 'string' },
      },
    })
    const { remote, starter: folder, owner, check, 'dry-run': dryRun } = values
    if (folder === undefined && owner === undefined && !(check && dryRun))
      return check ? { verb: 'check', remote } : { verb: 'publish', remote, dryRun }
    if (folder !== undefined && owner !== undefined && !dryRun && !check)
      return { verb: 'pin', remote, folder, owner }
  } catch (cause) {
    throw new UsageError(
      releaseReasons.usage,
      cause instanceof Error ? cause.message : String(cause),
      usage,
      { cause },
    )
  }
  throw new UsageError(
    releaseReasons.usage,
    '--check, --dry-run, and --starter with --owner exclude each other',
    usage,
  )
}
