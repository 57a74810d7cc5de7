import { UsageError } from '@suite/errors'
import { basicsOf, findPrograms, runProgram, type Variables } from '@suite/program'
import { reasons } from '../reasons.ts'
import { isAtLeast, leastOf } from './version.ts'

/**
 * Returns the path of a Node that wrangler runs on: the one that runs this action, or the first on PATH that is new
 * enough. If `engines` has an unknown form, returns the one that runs this action, and wrangler checks it.
 * @throws UsageError `wrangler-unusable` if no Node is new enough
 */
export async function pickNode(engines: string | undefined, variables: Variables): Promise<string> {
  const least = leastOf(engines)
  const own = process.versions.node
  if (least === undefined || isAtLeast(own, least)) return process.execPath
  const seen = [own]
  for (const file of await findPrograms('node', variables)) {
    const version = await versionOf(file, variables)
    if (version === undefined) continue
    if (isAtLeast(version, least)) return file
    seen.push(version)
  }
  throw new UsageError(
    reasons['wrangler-unusable'],
    `wrangler needs Node ${least}; this action runs on ${[...new Set(seen)].join(', ')}, and PATH has no newer one`,
    'Put actions/setup-node with a newer node-version before this step.',
  )
}

async function versionOf(file: string, variables: Variables): Promise<string | undefined> {
  const ended = await runProgram({
    file,
    args: ['--version'],
    environment: basicsOf(variables),
    timeout: 10_000,
  }).catch(() => undefined)
  return ended?.exitCode === 0 ? ended.stdout.toString().trim().replace(/^v/, '') : undefined
}
