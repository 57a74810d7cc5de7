import type { PinReading, PromotionResult } from '@suite/control-plane'
import type { FoundByRun } from '@suite/evidence'
import { createWrites } from '@suite/runner'
import { describe, expect, it } from 'vitest'
import { promoteRuntimePin } from './action.ts'
import type { Ports } from './ports.ts'

type Run = Parameters<typeof promoteRuntimePin>[0]

const digest = `sha256:${'1'.repeat(64)}`
const before = `sha256:${'0'.repeat(64)}`
const row = (text: string) => ({ template: 'codex', region: 'global', digest: text })
const reading = (text: string | undefined): PinReading => ({
  pin: text === undefined ? undefined : row(text),
  pins: text === undefined ? [] : [row(text)],
  etag: '"1"',
  failedAttempts: 0,
})
const result = (ended: PromotionResult['ended'], text: string, rest = {}): PromotionResult => ({
  ended,
  attempts: 1,
  atomic: true,
  pinned: text,
  readings: [],
  row: { length: 24, needed: 24, interrupted: false },
  staleReads: 0,
  trouble: undefined,
  ...rest,
})

function runOf(inputs: Partial<Run['inputs']> = {}, dryRun = false): Run {
  return {
    inputs: {
      template: 'codex',
      region: 'global',
      digest,
      platforms: ['linux/amd64'],
      'allow-downgrade': false,
      'digest-algorithms': ['sha256'],
      ...inputs,
    },
    environment: { repository: { owner: 'acme', name: 'runtime' }, variables: { GITHUB_RUN_ID: '7' } },
    writes: createWrites(dryRun, new AbortController().signal),
  } as unknown as Run
}

/** Ports that return the given values, and record the calls. */
function portsOf(reads: (string | undefined)[], promoted?: PromotionResult) {
  const kept: FoundByRun[] = []
  const sent: unknown[] = []
  const ports: Ports = {
    plane: {
      name: 'https://cp.example',
      read: async () => reading(reads.shift()),
      confirm: async () => {
        if (promoted === undefined || promoted.ended === 'superseded')
          throw new Error('it is not to be asked')
        return { ...promoted, ended: promoted.ended }
      },
      async promote(promotion, _, __, record) {
        sent.push(promotion)
        if ((promoted?.attempts ?? 0) > 0) await record(async () => {})
        if (promoted === undefined) throw new Error('nothing is to be promoted')
        return promoted
      },
    },
    registry: undefined,
    changes: undefined,
    patience: {
      interval: 1,
      pause: 1,
      backoff: 1,
      longestBackoff: 1,
      random: () => 1,
      reserve: 1,
      remaining: () => 0,
      wait: async () => {},
    },
    say: () => {},
    async keep(found) {
      kept.push(found)
      return { path: '/proofs/evidence.json', digest: 'sha256:e' }
    },
  }
  return { ports, kept, sent }
}

describe('the action', () => {
  it.each<[PromotionResult, string, string]>([
    [result('confirmed', digest), 'pass', 'promoted'],
    [result('superseded', before), 'fail', 'superseded'],
    [result('moved', `sha256:${'2'.repeat(64)}`), 'fail', 'moved'],
    [result('unconfirmed', before), 'fail', 'pin-not-confirmed'],
    [result('flapping', before), 'fail', 'pin-flapping'],
    [result('flapping', digest), 'fail', 'pin-flapping'],
    [result('moved', before, { attempts: 0 }), 'fail', 'superseded'],
    [result('confirmed', digest, { attempts: 0 }), 'pass', 'already-pinned'],
  ])('passes only if the pin was read back: %o', async (promoted, verdict, reason) => {
    const { ports, kept } = portsOf([before], promoted)
    const outcome = await promoteRuntimePin(runOf(), ports)
    expect(outcome).toMatchObject({
      verdict,
      reason,
      outputs: {
        promoted: reason === 'promoted',
        digest: promoted.pinned,
        'previous-digest': before,
      },
    })
    expect(kept).toMatchObject([{ verdict, reason, observed: { promoted: reason === 'promoted' } }])
  })

  it('sends the digest that was read as the previous digest, with its own key', async () => {
    const { ports, sent } = portsOf([before], result('confirmed', digest))
    await promoteRuntimePin(runOf(), ports)
    expect(sent).toEqual([
      { digest, expectedPrevious: before, idempotencyKey: expect.stringMatching(/^"[0-9a-f]{64}"$/) },
    ])
  })

  it.each<[PromotionResult['ended'], string, string, string]>([
    ['confirmed', digest, 'pass', 'already-pinned'],
    ['moved', before, 'fail', 'superseded'],
    ['flapping', digest, 'fail', 'pin-flapping'],
    ['unconfirmed', digest, 'fail', 'pin-not-confirmed'],
  ])(
    'sends nothing if the digest is already pinned, and passes only if it stays so: %s',
    async (ended, text, verdict, reason) => {
      const { ports, sent } = portsOf([digest], result(ended, text))
      const outcome = await promoteRuntimePin(runOf(), ports)
      expect(outcome).toMatchObject({ verdict, reason, outputs: { promoted: false, attempts: 0 } })
      expect(sent).toEqual([])
    },
  )

  it('in a dry run sends nothing, and records what it would write', async () => {
    const { ports, sent, kept } = portsOf([before])
    const run = runOf({}, true)
    expect(await promoteRuntimePin(run, ports)).toMatchObject({ verdict: 'skip', reason: 'planned' })
    expect([sent, run.writes.records.map(({ state }) => state), kept.length]).toEqual([[], ['planned'], 1])
  })

  it('writes evidence of a refusal, too', async () => {
    const { ports, kept } = portsOf([before])
    const held = await promoteRuntimePin(runOf({ 'expected-previous': digest }), ports)
    expect(held).toMatchObject({ verdict: 'fail', reason: 'previous-differs', outputs: { attempts: 0 } })
    expect(kept).toMatchObject([{ reason: 'previous-differs' }])
  })

  it('shows no control characters of the name of an environment', async () => {
    const { ports } = portsOf([before], result('confirmed', digest))
    const outcome = await promoteRuntimePin(runOf({ environment: 'prod\n::error::x<b>' }), ports)
    expect(outcome.headline).not.toContain('\n')
    expect(outcome.summary).not.toContain('<b>')
  })
})
