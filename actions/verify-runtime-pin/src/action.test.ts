import { describe, expect, it } from 'vitest'
import { verifyRuntimePin } from './action.ts'
import type { Ports } from './ports.ts'

type Run = Parameters<typeof verifyRuntimePin>[0]

const ours = `sha256:${'1'.repeat(64)}`
const other = `sha256:${'2'.repeat(64)}`

const runOf = (inputs: Partial<Run['inputs']> = {}) =>
  ({
    inputs: {
      template: 'codex',
      region: 'global',
      digest: ours,
      mode: 'assert',
      consecutive: 2,
      'digest-algorithms': ['sha256'],
      ...inputs,
    },
    environment: { workspace: '/work' },
    now: () => new Date('2026-11-21T00:00:00Z'),
  }) as unknown as Run

/** Reads in sequence, and a clock that each read advances by the same time. */
function portsOf(reads: readonly (string | undefined)[], time = reads.length) {
  let read = 0
  const ports: Ports = {
    plane: {
      name: 'https://cp.example',
      async read() {
        const digest = reads[read++]
        const pin = digest === undefined ? undefined : { template: 'codex', region: 'global', digest }
        return { pin, pins: [], etag: undefined, failedAttempts: 0 }
      },
    },
    patience: {
      interval: 1,
      pause: 1,
      backoff: 1,
      longestBackoff: 1,
      random: () => 1,
      reserve: 0,
      remaining: () => time - read + 0.5,
      wait: async () => {},
    },
    readFile: async () => Promise.reject(new Error('there is no file')),
    keep: async () => ({ path: '/proofs/evidence.json', digest: 'sha256:e' }),
  }
  return { ports, reads: () => read }
}

describe('the action', () => {
  it('stops reading when the result is certain, and not before', async () => {
    const { ports, reads } = portsOf([other, ours, ours, ours])
    expect(await verifyRuntimePin(runOf(), ports)).toMatchObject({
      verdict: 'pass',
      reason: 'pin-verified',
      outputs: { reads: 3, 'actual-digest': ours },
    })
    expect(reads()).toBe(3)
  })

  it('reads until the time is over, and then says what it read', async () => {
    const { ports, reads } = portsOf([other, other, other])
    const outcome = await verifyRuntimePin(runOf(), ports)
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'pin-differs', outputs: { reads: 3 } })
    expect(outcome.story[0]).toBe(`Read: ${other} 3 times, at 0.0 s.`)
    expect(reads()).toBe(3)
  })

  it('does not wait in mode drift', async () => {
    const { ports, reads } = portsOf([other, other, ours, ours])
    const outcome = await verifyRuntimePin(runOf({ mode: 'drift' }), ports)
    expect([outcome.reason, reads()]).toEqual(['pin-drifted', 2])
  })

  it('reads no pin if the evidence file does not exist', async () => {
    const { ports, reads } = portsOf([ours, ours])
    const run = verifyRuntimePin(runOf({ 'evidence-path': 'gone.json' }), ports)
    await expect(run).rejects.toMatchObject({ reason: 'evidence-missing' })
    expect(reads()).toBe(0)
  })
})
