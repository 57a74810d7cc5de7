import { paceOf } from '@suite/control-plane'
import { type SimulatedPlaneOptions, simulatePlane } from '@suite/testkit/control-plane'
import { describe, expect, it } from 'vitest'
import { verifyRuntimePin } from './action.ts'
import { contract } from './contract.ts'
import type { Ports } from './ports.ts'

type Run = Parameters<typeof verifyRuntimePin>[0]

const [ours, old] = ['1', '0'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]
const total = 60_000

/** Returns how often each reason results from 1,000 runs with the defaults; each read reaches a random replica. */
async function reasonsOf(show: SimulatedPlaneOptions['show'], mode: 'assert' | 'drift' = 'assert') {
  const consecutive = Number(contract.inputs.consecutive.default)
  const inputs = { template: 'codex', region: 'global', digest: ours, mode, consecutive }
  const run = {
    inputs: { ...inputs, 'digest-algorithms': ['sha256'] },
    environment: { workspace: '/work' },
    now: () => new Date('2026-11-21T00:00:00Z'),
  } as unknown as Run
  const reasons: Record<string, number> = {}
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const plane = simulatePlane({ seed, total, show })
    const ports: Ports = {
      plane: { name: 'https://cp.example', read: plane.read },
      patience: { ...paceOf(total), remaining: plane.remaining, wait: plane.wait },
      readFile: async () => Promise.reject(new Error('there is no file')),
      keep: async () => ({ path: '/proofs/evidence.json', digest: 'sha256:e' }),
    }
    const { reason } = await verifyRuntimePin(run, ports)
    reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return reasons
}

it('the simulated time is the default of timeout', () => {
  expect(contract.inputs.timeout.default).toBe('60s')
})

describe('one replica that never follows', () => {
  it.each([
    ['1 of 2', 1 / 2],
    ['1 of 3', 1 / 3],
  ])('%s is detected by at least 990 of 1,000 runs with the defaults', async (_, share) => {
    const reasons = await reasonsOf((__, random) => (random < share ? old : ours))
    expect(reasons['pin-flapping']).toBeGreaterThanOrEqual(990)
  })

  it('is detected by drift too', async () => {
    const { 'pin-verified': verified = 0 } = await reasonsOf(
      (_, random) => (random < 1 / 3 ? old : ours),
      'drift',
    )
    expect(verified).toBeLessThanOrEqual(10)
  })
})

it('replicas that follow within 30 s and then stay are verified by each of 1,000 runs', async () => {
  const reasons = await reasonsOf((time, random) => (time < 30_000 * random ? old : ours))
  expect(reasons).toEqual({ 'pin-verified': 1_000 })
})
