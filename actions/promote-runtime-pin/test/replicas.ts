import { type ControlPlane, confirmPin, paceOf, promote } from '@suite/control-plane'
import { createWrites } from '@suite/runner'
import { simulatePlane } from '@suite/testkit/control-plane'
import type { Bar } from '@suite/testkit/sweep'
import { promoteRuntimePin } from '../src/action.ts'
import { contract } from '../src/contract.ts'

type Run = Parameters<typeof promoteRuntimePin>[0]

const [ours, old] = ['1', '0'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]

/** The default of `timeout`, in milliseconds. */
export const total = 60_000
const consecutive = Number(contract.inputs.consecutive.default)

/** Returns whether the replica that answers a read already follows, at this time after the promotion. */
type Follows = (sincePromotion: number, random: number) => boolean

/** Returns how one run with the defaults ends; each read reaches a random replica. */
async function endOf(seed: number, follows: Follows, pinnedBefore: string): Promise<string> {
  const run = {
    inputs: { template: 'codex', region: 'global', digest: ours, consecutive },
    environment: { repository: { owner: 'acme', name: 'runtime' }, variables: {} },
    writes: createWrites(false, new AbortController().signal),
  } as unknown as Run
  let promoted = pinnedBefore === ours ? 0 : Number.POSITIVE_INFINITY
  const replicas = simulatePlane({
    seed,
    total,
    show: (time, random) => (time >= promoted && follows(time - promoted, random) ? ours : old),
  })
  const patience = { ...paceOf(total), remaining: replicas.remaining, wait: replicas.wait }
  const send = async () => {
    promoted = Math.min(promoted, replicas.now)
  }
  const plane: ControlPlane = {
    name: 'https://cp.example',
    read: replicas.read,
    confirm: (digest) => confirmPin({ digest, before: digest, consecutive }, replicas.read, patience),
    promote: ({ digest, expectedPrevious }) =>
      promote(digest, expectedPrevious, { read: replicas.read, send }, patience, consecutive),
  }
  const keep = async () => ({ path: '/proofs/evidence.json', digest: 'sha256:e' })
  const ports = { plane, registry: undefined, changes: undefined, patience, keep, say: () => {} }
  return (await promoteRuntimePin(run, ports)).reason
}

/** A share of the replicas never follows, and at least 99 % of the runs notice it after they moved the pin. */
const noticed = (name: string, share: number): Bar => ({
  name,
  atLeast: 990,
  async run(seed) {
    const reason = await endOf(seed, (_, random) => random >= share, old)
    return { reason, isRight: reason === 'pin-flapping' }
  },
})

export const bars: readonly Bar[] = [
  noticed('1 of 2 replicas never follows', 1 / 2),
  noticed('1 of 3 replicas never follows', 1 / 3),
  {
    name: '1 of 3 replicas never follows, and the pin was moved before',
    atLeast: 990,
    async run(seed) {
      const reason = await endOf(seed, (_, random) => random >= 1 / 3, ours)
      return { reason, isRight: reason !== 'promoted' && reason !== 'already-pinned' }
    },
  },
  {
    name: 'all replicas follow within 30 s',
    atLeast: 1_000,
    async run(seed) {
      const reason = await endOf(seed, (since, random) => since >= 30_000 * random, old)
      return { reason, isRight: reason === 'promoted' }
    },
  },
]
