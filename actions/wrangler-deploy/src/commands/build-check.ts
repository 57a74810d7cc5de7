import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '../configuration/configuration.ts'
import { onConfiguration } from '../decide.ts'
import type { Wishes } from '../facts.ts'
import { objectionsResult } from '../objections.ts'
import type { Result } from '../result.ts'
import { endedWell, tellInvocation } from '../wrangler/call.ts'
import { invoke, type Workshop } from '../wrangler/invoke.ts'

const notChecked = 'Not checked, for want of a token: token, secrets, routes, split, order.'

/** What can be said without a token: the configuration holds what it must, and the bundle can be built. */
export async function checkWithoutToken(
  configuration: Configuration,
  wishes: Wishes,
  workshop: Workshop,
  timeout: number,
): Promise<Result> {
  const objections = onConfiguration(configuration, wishes)
  if (objections.length > 0) return { ...objectionsResult(objections), notes: [notChecked] }
  const outdir = await mkdtemp(join(workshop.temp, 'bundle-'))
  try {
    const invocation = await invoke(workshop, ['deploy', '--dry-run', `--outdir=${outdir}`], timeout)
    const built = endedWell(invocation) && (await readdir(outdir)).length > 0
    if (!built)
      return {
        reason: 'build-failed',
        headline: `no bundle of ${configuration.worker} was built: ${tellInvocation(invocation)}`,
        notes: [notChecked],
        lines: invocation.lines,
      }
    const where = configuration.environment === undefined ? '' : ` for ${configuration.environment}`
    return {
      reason: 'checked',
      headline: `the bundle of ${configuration.worker} builds${where}, and its configuration declares what is required`,
      notes: [notChecked],
    }
  } finally {
    await rm(outdir, { recursive: true, force: true })
  }
}
