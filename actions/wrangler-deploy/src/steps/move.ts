import type { Cloudflare, Deployment, Share } from '@suite/cloudflare'
import { isAmbiguous, OutsideError } from '@suite/errors'
import { applied } from '@suite/runner'
import type { Mission } from '../mission.ts'
import { reasons } from '../reasons.ts'
import { readBack } from './read-back.ts'
import { serves, tellDeployment, tellShares } from './shares.ts'

/** What is in effect is not what it was a moment ago, or not what was just set. */
export class Displaced extends OutsideError {
  readonly current: Deployment | undefined
  /** The version that was to be moved, where one is known. */
  readonly versionId: string | undefined

  constructor(what: string, current: Deployment | undefined, versionId?: string) {
    super(reasons['deployment-changed'], what)
    this.current = current
    this.versionId = versionId
  }
}

/** The deployment in effect, and the one that it replaced. */
async function readLatest(
  api: Pick<Cloudflare, 'readDeployments'>,
  worker: string,
): Promise<readonly [current: Deployment | undefined, replaced: Deployment | undefined]> {
  const all = await api.readDeployments(worker)
  return [all?.[0], all?.[1]]
}

/**
 * Sees that the deployment is still the one that everything was decided about: the last thing before a write.
 * @throws Displaced where it is another
 */
export async function requireUnchanged(
  { api, facts }: Mission,
  known: Deployment | undefined,
  versionId?: string,
): Promise<void> {
  const { worker } = facts.configuration
  const [current] = await readLatest(api, worker)
  if (current?.id === known?.id) return
  throw new Displaced(
    `somebody else deployed ${worker} meanwhile: in effect is ${tellDeployment(current)}, and it was ${known?.id ?? 'nothing'}`,
    current,
    versionId,
  )
}

/**
 * Gives versions their shares, and reads back that they have them. `undefined` in a dry run.
 * @throws Displaced where another deployment is in effect, before or after, or came in between and was replaced
 * @throws Unconfirmed where they cannot be read back
 */
export async function moveTraffic(
  mission: Mission,
  known: Deployment | undefined,
  shares: readonly Share[],
): Promise<Deployment | undefined> {
  const { api, facts, writes, message } = mission
  const { worker } = facts.configuration
  const versionId = shares[0]?.versionId
  if (!writes.dryRun) await requireUnchanged(mission, known, versionId)
  const { result } = await writes.perform(`deploy ${tellShares(shares)} of ${worker}`, async () => {
    const made = await api
      .createDeployment(worker, shares, message)
      // Whether it was carried out, only the platform can tell.
      .catch((error: unknown) => (isAmbiguous(error) ? error : Promise.reject(error)))
    const [current, replaced] = await readBack(
      `${tellShares(shares)} of ${worker} was asked for, and it is not known whether that is in effect`,
      { versionId },
      () => readLatest(api, worker),
    )
    const ours = isAmbiguous(made) ? current?.id !== known?.id : current?.id === (made as Deployment).id
    if (current !== undefined && ours && serves(current, shares)) {
      if (replaced?.id === known?.id) return applied(current)
      throw new Displaced(
        `${tellShares(shares)} of ${worker} is in effect, and has replaced what somebody else deployed a moment before: ${tellDeployment(replaced)}`,
        current,
        versionId,
      )
    }
    if (isAmbiguous(made)) throw made
    throw new Displaced(
      `${tellShares(shares)} was asked for; in effect is ${tellDeployment(current)}`,
      current,
      versionId,
    )
  })
  return result
}
