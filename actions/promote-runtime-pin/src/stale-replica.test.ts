import { type ControlPlane, confirmPin, paceOf, promote } from '@suite/control-plane'
import { createWrites } from '@suite/runner'
import { simulatePlane } from '@suite/testkit/control-plane'
import { describe, expect, it } from 'vitest'
import { promoteRuntimePin } from './action.ts'
import { contract } from './contract.ts'

type Run = Parameters<typeof promoteRuntimePin>[0]

const [ours, old] = ['1', '0'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]
const total = 60_000
const consecutive = Number(contract.inputs.consecutive.default)

/** Returns whether the replica that answers a read already follows, at this time after the promotion. */
type Follows = (sincePromotion: number, random: number) => boolean

/** Returns how often each reason results from 1,000 runs with the defaults; each read reaches a random replica. */
async function reasonsOf(follows: Follows, pinnedBefore = old) {
  const run = {
    inputs: { template: 'codex', region: 'global', digest: ours, consecutive },
    environment: { repository: { owner: 'acme', name: 'runtime' }, variables: {} },
    writes: createWrites(false, new AbortController().signal),
  } as unknown as Run
  const reasons: Record<string, number> = {}
  for (let seed = 1; seed <= 1_000; seed += 1) {
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
    const { reason } = await promoteRuntimePin(run, ports)
    reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return reasons
}

const passesOf = (reasons: Readonly<Record<string, number>>) =>
  (reasons.promoted ?? 0) + (reasons['already-pinned'] ?? 0)

it('the simulated time is the default of timeout', () => {
  expect(contract.inputs.timeout.default).toBe('60s')
})

describe('one replica that never follows', () => {
  it.each([
    ['1 of 2', 1 / 2],
    ['1 of 3', 1 / 3],
  ])('%s is detected after the write by at least 990 of 1,000 runs with the defaults', async (_, share) => {
    const reasons = await reasonsOf((__, random) => random >= share)
    expect(reasons['pin-flapping']).toBeGreaterThanOrEqual(990)
  })

  it('is detected if the pin was moved before', async () => {
    expect(passesOf(await reasonsOf((_, random) => random >= 1 / 3, ours))).toBeLessThanOrEqual(10)
  })
})

it('replicas that follow within 30 s and then stay are confirmed by each of 1,000 runs', async () => {
  expect(await reasonsOf((since, random) => since >= 30_000 * random)).toEqual({ promoted: 1_000 })
})
