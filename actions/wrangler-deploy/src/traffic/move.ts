import type { Cloudflare, Deployment, Share } from '@suite/cloudflare'
import { OutsideError } from '@suite/errors'
import type { Mission } from '../mission.ts'
import { serves, tellShares } from './shares.ts'

/** What is in effect is not what it was a moment ago, or not what was just set. */
export class Displaced extends OutsideError {
  readonly current: Deployment | undefined

  constructor(what: string, current: Deployment | undefined) {
    super('deployment-changed', what, 'Look at who deployed, then run the pipeline anew.')
    this.current = current
  }
}

/** The deployment in effect. */
async function readCurrent(
  api: Pick<Cloudflare, 'readDeployments'>,
  worker: string,
): Promise<Deployment | undefined> {
  return (await api.readDeployments(worker))?.[0]
}

/**
 * Sees that the deployment is still the one that everything was decided about: the last thing before a write.
 * @throws Displaced where it is another
 */
export async function requireUnchanged(
  { api, facts }: Mission,
  known: Deployment | undefined,
): Promise<void> {
  const { worker } = facts.configuration
  const current = await readCurrent(api, worker)
  if (current?.id === known?.id) return
  throw new Displaced(
    `somebody else deployed ${worker} meanwhile: in effect is ${current?.id ?? 'nothing'}, and it was ${known?.id ?? 'nothing'}`,
    current,
  )
}

/**
 * Gives versions their shares, and reads back that they have them. `undefined` in a dry run.
 * @throws Displaced where another deployment is in effect, before or after
 */
export async function moveTraffic(
  mission: Mission,
  known: Deployment | undefined,
  shares: readonly Share[],
): Promise<Deployment | undefined> {
  const { api, facts, writes, message } = mission
  const { worker } = facts.configuration
  if (!writes.dryRun) await requireUnchanged(mission, known)
  return writes.perform(`deploy ${tellShares(shares)} of ${worker}`, async () => {
    const made = await api
      .createDeployment(worker, shares, message)
      // Whether it was carried out, only the platform can tell.
      .catch((error: unknown) => (isAmbiguous(error) ? error : Promise.reject(error)))
    const current = await readCurrent(api, worker)
    const ours = isAmbiguous(made) ? current?.id !== known?.id : current?.id === (made as Deployment).id
    if (current !== undefined && ours && serves(current, shares)) return current
    if (isAmbiguous(made)) throw made
    throw new Displaced(
      `${tellShares(shares)} was asked for; in effect is ${current ? `${current.id}: ${tellShares(current.versions)}` : 'nothing'}`,
      current,
    )
  })
}

function isAmbiguous(error: unknown): error is Error {
  return error instanceof Error && 'ambiguous' in error && error.ambiguous === true
}
