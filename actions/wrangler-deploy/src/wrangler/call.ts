import { commonReasons, OutsideError } from '@suite/errors'
import { describeEnd } from '@suite/program'
import { applied, unknown } from '@suite/runner'
import type { DeployContext } from '../deploy-context.ts'
import type { Upload } from '../request.ts'
import { type Invocation, invoke } from './invoke.ts'
import { withSecretsFile } from './secrets-file.ts'

/**
 * Calls wrangler to change something, and records the write. Returns undefined in a dry run. If wrangler did not end
 * well, the write is recorded as unknown, because wrangler may have changed something before.
 * @param what names the write for the log
 * @throws OutsideError `cancelled` if the run is stopped while wrangler runs
 */
export async function callWrangler(
  { writes, toolchain, upload }: Pick<DeployContext, 'writes' | 'toolchain' | 'upload'>,
  what: string,
  args: readonly string[],
  { withSecrets = false } = {},
): Promise<Invocation | undefined> {
  const secrets = withSecrets ? upload.secrets : new Map<string, string>()
  const call = (file: readonly string[]) => invoke(toolchain, [...args, ...file])
  const { result: invocation } = await writes.perform(what, async () => {
    const called = await withSecretsFile(secrets, toolchain.temp, call)
    return endedWell(called) ? applied(called) : unknown(called)
  })
  if (invocation?.ended.stopped === 'cancelled')
    throw new OutsideError(
      commonReasons.cancelled,
      `wrangler ${describeEnd(invocation.ended)}`,
      'Look at the deployments of the Worker before running again.',
    )
  return invocation
}

/**
 * Returns the arguments that describe the version that is uploaded. Each name and its value are one argument, so that
 * no value is taken for an option.
 */
export function versionFlags({ tag, message, vars }: Upload, { tagged }: { tagged: boolean }): string[] {
  return [
    ...(tagged && tag !== undefined ? [`--tag=${tag}`] : []),
    ...(tagged && message !== undefined ? [`--message=${message}`] : []),
    ...[...vars].map(([name, value]) => `--var=${name}:${value}`),
  ]
}

/** Returns whether wrangler ended by itself with exit code 0. */
export function endedWell({ ended }: Invocation): boolean {
  return ended.exitCode === 0 && ended.stopped === undefined
}

/** Returns what to do about a call that changed nothing. */
export function correctionFor({ ended, claims }: Invocation): string {
  if (ended.stopped === 'deadline')
    return 'Raise `timeout`: wrangler was stopped before it was done. If it hangs, look at what its build waits for.'
  if (claims.failure !== undefined)
    return 'Correct what wrangler reports, then run again. The traffic is as it was, so there is nothing to roll back.'
  return ended.exitCode === 0
    ? 'Run again. If it happens again, update wrangler: it reports no failure, and Cloudflare shows nothing of its work.'
    : 'Correct what wrangler printed last, as shown below, then run again. The traffic is as it was.'
}

/**
 * Returns how a call ended in words, such as `wrangler ended with exit code 1: A request to the Cloudflare API … failed.
 * [code 7003]`.
 */
export function describeInvocation({ ended, claims }: Invocation): string {
  return `wrangler ${describeEnd(ended)}${claims.failure === undefined ? '' : `: ${claims.failure}`}`
}
