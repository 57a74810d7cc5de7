import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '../configuration/configuration.ts'
import { makeOwnFolder } from '../own-folder.ts'
import type { Step } from '../plan.ts'
import type { Result } from '../result.ts'
import { describeInvocation, endedWell } from '../wrangler/call.ts'
import { invoke } from '../wrangler/invoke.ts'
import type { Toolchain } from '../wrangler/toolchain.ts'

/** Builds the bundle. Ends the command if wrangler cannot build it. */
export const buildBundle: Step = async ({ facts, toolchain }, progress) => {
  const failure = await findBuildFailure(facts.configuration, toolchain)
  if (failure === undefined) return progress
  const { deployment, previousVersionId } = progress
  return { result: { ...failure, deployment, previousVersionId } }
}

/**
 * Lets wrangler validate the configuration and build the bundle. Sends nothing, and gives wrangler no token. Returns
 * undefined if both succeed.
 */
export async function findBuildFailure(
  { worker }: Configuration,
  toolchain: Toolchain,
): Promise<Result | undefined> {
  const outdir = await makeOwnFolder(join(toolchain.temp, 'bundle-'))
  const withoutToken = { ...toolchain, terms: { ...toolchain.terms, apiToken: undefined } }
  try {
    const invocation = await invoke(withoutToken, ['deploy', '--dry-run', `--outdir=${outdir}`])
    const { lines, unknownFields } = invocation
    if (!endedWell(invocation) || (await readdir(outdir)).length === 0)
      return {
        reason: 'build-failed',
        headline: `wrangler refuses the configuration of ${worker}, or cannot build it: ${describeInvocation(invocation)}`,
        fix:
          invocation.ended.stopped === 'deadline'
            ? 'Raise `timeout`, or make the build faster: wrangler was stopped before it was done.'
            : 'Correct what wrangler reports. `wrangler deploy --dry-run` in the folder of the Worker repeats it on your machine.',
        notes: [],
        lines,
      }
    if (unknownFields.length === 0) return undefined
    return {
      reason: 'config-invalid',
      headline: `wrangler does not know ${unknownFields.join('; ')}, and deploys ${worker} without`,
      fix: 'Correct the name of the field, or remove it.',
      notes: [],
      lines,
    }
  } finally {
    await rm(outdir, { recursive: true, force: true })
  }
}
