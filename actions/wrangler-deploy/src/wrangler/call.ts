import { commonReasons, OutsideError } from '@suite/errors'
import { tellEnd } from '@suite/program'
import type { Mission } from '../mission.ts'
import { type Invocation, invoke } from './invoke.ts'
import { withSecretsFile } from './secrets-file.ts'

/** The run was told to stop while wrangler ran: what it did may have been done. */
class CutOff extends OutsideError {
  readonly ambiguous = true
}

/** Wrangler did not end well, which says nothing about what it did before that: the ledger must not say either. */
class Unwell extends Error {
  readonly ambiguous = true
  readonly invocation: Invocation

  constructor(invocation: Invocation) {
    super(tellInvocation(invocation))
    this.invocation = invocation
  }
}

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
  try {
    return await writes.perform(what, async () => {
      const invocation = await withSecretsFile(withSecrets ? secrets : new Map(), workshop.temp, call)
      if (endedWell(invocation)) return invocation
      if (invocation.ended.stopped !== 'cancelled') throw new Unwell(invocation)
      throw new CutOff(
        commonReasons.cancelled,
        `wrangler ${tellEnd(invocation.ended)}`,
        'Look at the deployments of the Worker before running again.',
      )
    })
  } catch (error) {
    if (error instanceof Unwell) return error.invocation
    throw error
  }
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
  return `wrangler ${tellEnd(ended)}${claims.failure === undefined ? '' : `: ${claims.failure}`}`
}
