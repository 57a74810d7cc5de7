import { commonReasons, OutsideError } from '@suite/errors'
import { describeEnd } from '@suite/program'
import { applied, unknown } from '@suite/runner'
import type { Mission } from '../mission.ts'
import { type Invocation, invoke } from './invoke.ts'
import { withSecretsFile } from './secrets-file.ts'

/**
 * Calls wrangler to change something, through the ledger of writes, however it ends. `undefined` in a dry run.
 * @throws OutsideError `cancelled` where the run was told to stop meanwhile
 */
export async function callWrangler(
  { writes, workshop, secrets, patience }: Mission,
  what: string,
  args: readonly string[],
  { withSecrets = false } = {},
): Promise<Invocation | undefined> {
  const call = (file: readonly string[]) => invoke(workshop, [...args, ...file], patience())
  const { result: invocation } = await writes.perform(what, async () => {
    const result = await withSecretsFile(withSecrets ? secrets : new Map(), workshop.temp, call)
    // A wrangler that fails or is stopped may have changed something before that.
    return endedWell(result) ? applied(result) : unknown(result)
  })
  if (invocation?.ended.stopped !== 'cancelled') return invocation
  throw new OutsideError(
    commonReasons.cancelled,
    `wrangler ${describeEnd(invocation.ended)}`,
    'Look at the deployments of the Worker before running again.',
  )
}

/** What describes the version that is uploaded. Each value is one argument with its name, so that none is taken for an option. */
export function annotationsOf({ tag, message, vars }: Mission, { tagged }: { tagged: boolean }): string[] {
  return [
    ...(tagged && tag !== undefined ? [`--tag=${tag}`] : []),
    ...(tagged && message !== undefined ? [`--message=${message}`] : []),
    ...[...vars].map(([name, value]) => `--var=${name}:${value}`),
  ]
}

/** Whether wrangler ended as a program does that has done its work. */
export function endedWell({ ended }: Invocation): boolean {
  return ended.exitCode === 0 && ended.stopped === undefined
}

/** `wrangler ended with exit code 1: A request to the Cloudflare API … failed. [code 7003]`. */
export function tellInvocation({ ended, claims }: Invocation): string {
  return `wrangler ${describeEnd(ended)}${claims.failure === undefined ? '' : `: ${claims.failure}`}`
}
