import { describe, expect, it } from 'vitest'
import type { Invocation } from '../wrangler/invoke.ts'
import { judgeDeploy } from './judge-deploy.ts'

const deployment = (id: string, ...versions: [id: string, percentage: number][]) => ({
  id,
  createdAt: '2026-11-20T10:00:00Z',
  source: 'wrangler',
  versions: versions.map(([versionId, percentage]) => ({ versionId, percentage })),
})
const before = deployment('d1', ['old', 100])
const ours = deployment('d2', ['new', 100])
const theirs = { ...deployment('d9', ['theirs', 100]), source: 'dash' }

function invocation(
  claims: Partial<Invocation['claims']> = {},
  ended: Partial<Invocation['ended']> = {},
): Invocation {
  const nothing = Buffer.alloc(0)
  return {
    claims: { versionId: 'new', worker: 'api', failure: undefined, ...claims },
    ended: {
      exitCode: 0,
      signal: null,
      stopped: undefined,
      stdout: nothing,
      stderr: nothing,
      cut: false,
      milliseconds: 1,
      ...ended,
    },
    lines: [],
    unknownFields: [],
  }
}

type Evidence = Parameters<typeof judgeDeploy>[0]
const evidence: Evidence = {
  worker: 'api',
  invocation: invocation(),
  before,
  after: [ours, before],
  version: { id: 'new', tag: 'sha', bindings: [] },
  tag: 'sha',
}
const silent = { versionId: undefined, worker: undefined }

describe('a deploy is judged by what is in effect', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['everything agrees', {}, 'deployed'],
    ['it is the first', { before: undefined, after: [ours] }, 'deployed'],
    ['this wrangler sets no tag', { tag: undefined, version: { id: 'new', bindings: [] } }, 'deployed'],
    ['nothing happened', { after: [before] }, 'not-deployed'],
    ['nothing is deployed at all', { before: undefined, after: [] }, 'not-deployed'],
    ['it claims nothing, and ours is live', { invocation: invocation(silent) }, 'half-deployed'],
    ['it failed, and ours is live', { invocation: invocation(silent, { exitCode: 1 }) }, 'half-deployed'],
    [
      'it was killed, and ours is live',
      { invocation: invocation({}, { exitCode: null, signal: 'SIGKILL' }) },
      'half-deployed',
    ],
    [
      'it took too long, and ours is live',
      { invocation: invocation({}, { stopped: 'deadline' }) },
      'half-deployed',
    ],
    ['the version has another tag', { version: { id: 'new', tag: 'other', bindings: [] } }, 'half-deployed'],
    [
      'the traffic is split',
      { after: [deployment('d2', ['new', 90], ['old', 10]), before] },
      'half-deployed',
    ],
    ['it deployed another Worker', { invocation: invocation({ worker: 'other' }) }, 'deployment-changed'],
    ['somebody else is live', { after: [theirs, ours, before] }, 'deployment-changed'],
    [
      'it failed, and somebody else is live',
      {
        invocation: invocation(silent, { exitCode: 1 }),
        after: [theirs, before],
        version: { id: 'theirs', bindings: [] },
      },
      'deployment-changed',
    ],
  ])('where %s', (_, known, reason) => {
    expect(judgeDeploy({ ...evidence, ...known }).reason).toBe(reason)
  })

  it('is not green where it replaced what came meanwhile: that may have been newer code', () => {
    const { reason, headline } = judgeDeploy({ ...evidence, after: [ours, theirs, before] })
    expect(reason).toBe('deployment-changed')
    expect(headline).toContain('d9 (theirs at 100 %), made by dash')
  })
})
