import { paceOf } from '@suite/control-plane'
import { type SimulatedPlaneOptions, simulatePlane } from '@suite/testkit/control-plane'
import type { Bar } from '@suite/testkit/sweep'
import { verifyRuntimePin } from '../src/action.ts'
import { contract } from '../src/contract.ts'
import type { Ports } from '../src/ports.ts'

type Run = Parameters<typeof verifyRuntimePin>[0]
type Mode = 'assert' | 'drift'

const [ours, old] = ['1', '0'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string]

/** The default of `timeout`, in milliseconds. */
export const total = 60_000

/** Returns how one run with the defaults ends; each read reaches a random replica. */
async function endOf(seed: number, show: SimulatedPlaneOptions['show'], mode: Mode): Promise<string> {
  const consecutive = Number(contract.inputs.consecutive.default)
  const inputs = { template: 'codex', region: 'global', digest: ours, mode, consecutive }
  const run = {
    inputs: { ...inputs, 'digest-algorithms': ['sha256'] },
    environment: { workspace: '/work' },
    now: () => new Date('2026-11-21T00:00:00Z'),
  } as unknown as Run
  const plane = simulatePlane({ seed, total, show })
  const ports: Ports = {
    plane: { name: 'https://cp.example', read: plane.read },
    patience: { ...paceOf(total), remaining: plane.remaining, wait: plane.wait },
    readFile: async () => Promise.reject(new Error('there is no file')),
    keep: async () => ({ path: '/proofs/evidence.json', digest: 'sha256:e' }),
  }
  return (await verifyRuntimePin(run, ports)).reason
}

/** A share of the replicas never follows, and at least 99 % of the runs notice it. */
const noticed = (name: string, share: number, mode: Mode = 'assert'): Bar => ({
  name,
  atLeast: 990,
  async run(seed) {
    const reason = await endOf(seed, (_, random) => (random < share ? old : ours), mode)
    // A run that only sees the replica that does not follow finds another digest.
    return { reason, isRight: mode === 'drift' ? reason !== 'pin-verified' : reason === 'pin-flapping' }
  },
})

export const bars: readonly Bar[] = [
  noticed('1 of 2 replicas never follows', 1 / 2),
  noticed('1 of 3 replicas never follows', 1 / 3),
  noticed('1 of 3 replicas never follows, and drift is looked for', 1 / 3, 'drift'),
  {
    name: 'all replicas follow within 30 s',
    atLeast: 1_000,
    async run(seed) {
      const reason = await endOf(seed, (time, random) => (time < 30_000 * random ? old : ours), 'assert')
      return { reason, isRight: reason === 'pin-verified' }
    },
  },
]
