import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '../configuration/configuration.ts'
import { onConfiguration } from '../decide.ts'
import type { Wishes } from '../facts.ts'
import { objectionsResult } from '../objections.ts'
import type { Result } from '../result.ts'
import { endedWell, tellInvocation } from '../wrangler/call.ts'
import { invoke, type Workshop } from '../wrangler/invoke.ts'

const notChecked = 'Not checked, because no token is given: token, secrets, routes, split, order.'

/** What can be said without a token: the configuration declares what is required, and wrangler builds the bundle. */
export async function checkWithoutToken(
  configuration: Configuration,
  wishes: Wishes,
  workshop: Workshop,
  timeout: number,
): Promise<Result> {
  const objections = onConfiguration(configuration, wishes)
  if (objections.length > 0) {
    const refused = objectionsResult(objections)
    return { ...refused, notes: [...refused.notes, notChecked] }
  }
  const failed = await tryBuild(configuration, workshop, timeout)
  if (failed !== undefined) return { ...failed, notes: [...failed.notes, notChecked] }
  const where = configuration.environment === undefined ? '' : ` for ${configuration.environment}`
  return {
    reason: 'checked',
    headline: `the bundle of ${configuration.worker} builds${where}, and its configuration declares what is required`,
    notes: [notChecked],
  }
}

/**
 * Lets wrangler validate the configuration and build the bundle. Nothing is sent, and wrangler gets no token.
 * @param timeout milliseconds
 * @returns undefined where wrangler has nothing to say against either
 */
export async function tryBuild(
  { worker }: Configuration,
  workshop: Workshop,
  timeout: number,
): Promise<Result | undefined> {
  const outdir = await mkdtemp(join(workshop.temp, 'bundle-'))
  const withoutToken = { ...workshop, terms: { ...workshop.terms, apiToken: undefined } }
  try {
    const invocation = await invoke(withoutToken, ['deploy', '--dry-run', `--outdir=${outdir}`], timeout)
    const { lines, unknownFields } = invocation
    if (!endedWell(invocation) || (await readdir(outdir)).length === 0)
      return {
        reason: 'build-failed',
        headline: `wrangler refuses the configuration of ${worker}, or cannot build it: ${tellInvocation(invocation)}`,
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
