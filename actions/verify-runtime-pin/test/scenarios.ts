import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalize, type Json, makeEvidence } from '@suite/evidence'
import {
  type ControlPlane,
  type ControlPlaneOptions,
  digestOf,
  startControlPlane,
} from '@suite/testkit/control-plane'
import { runInWorld, type Scenario, type World } from '@suite/testkit/sweep'

const [old, ours, newer] = ['old', 'ours', 'newer'].map(digestOf) as [string, string, string]
type Inputs = Readonly<Record<string, string>>

interface Pin extends ControlPlaneOptions {
  /** The digest that is pinned. */
  readonly pinned?: string | undefined
  readonly inputs?: Inputs
  /** How the replicas of the control plane answer. */
  readonly replicas?: (plane: ControlPlane) => void
}

/** A control plane with two pins, and a token that may read them. */
async function openPin({ pinned = ours, inputs = {}, replicas, ...options }: Pin): Promise<World> {
  const plane = await startControlPlane({
    pins: [
      { template: 'codex', region: 'global', digest: old },
      { template: 'codex', region: 'eu', digest: newer },
    ],
    ...options,
  })
  plane.move('codex', pinned)
  replicas?.(plane)
  const token = plane.token({ scopes: ['read'] })
  let reads = 0
  let readsBeforeMove: number | undefined
  plane.host.watch({
    after() {
      reads += 1
    },
  })
  return {
    hosts: { plane: plane.host },
    secrets: [token],
    subjects: ['codex/global'],
    others: {
      async 'a newer run promotes'() {
        readsBeforeMove = reads
        plane.move('codex', newer)
      },
    },
    async missing() {
      if (plane.host.log.some(({ method }) => method !== 'GET')) return 'a run that only reads has written'
      const now = plane.pinned('codex')
      // A promotion after the last read is not a matter of this run.
      const wasRight = readsBeforeMove !== undefined && readsBeforeMove === reads && pinned === ours
      return now === ours || wasRight ? undefined : `the pin is ${now}`
    },
    run: (changes) =>
      runInWorld(
        'verify-runtime-pin',
        {
          event: { name: 'schedule', payload: {} },
          repository: 'acme/runtime',
          sha: 'c'.repeat(40),
          ref: 'refs/heads/main',
          forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
          // Three reads in a row are enough here: what more reads find is measured by `replicas.ts`.
          inputs: {
            'control-plane-url': plane.url,
            token,
            template: 'codex',
            digest: ours,
            consecutive: '3',
            timeout: '60s',
            ...inputs,
          },
          log: plane.host.log,
        },
        changes,
      ),
    close: () => plane.close(),
  }
}

/** The same, compared with the evidence of the promotion instead of an input. */
async function openDrift(pinned: string): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  const path = join(folder, 'evidence.json')
  const world = await openPin({ pinned, inputs: { mode: 'drift', digest: '', 'evidence-path': path } })
  const evidence = makeEvidence({
    kind: 'promote-runtime-pin',
    verdict: 'pass',
    reason: 'promoted',
    subject: { 'control-plane': world.hosts.plane?.url ?? '', template: 'codex', region: 'global' },
    observed: { 'image-digest': ours, 'previous-digest': old },
    circumstances: { finishedAt: '2026-11-21T00:00:00Z' },
    tool: { name: 'promote-runtime-pin', version: '1', commit: 'x' },
  })
  await writeFile(path, `${canonicalize(evidence as unknown as Json)}\n`)
  return {
    ...world,
    close: async () => {
      await Promise.all([world.close(), rm(folder, { recursive: true, force: true })])
    },
  }
}

/** So slow that a run of two seconds reads only a few times: each read is a place of faults. */
const slow = (plane: ControlPlane) => {
  plane.host.latency = 500
}

/** Every other read is answered by a replica that does not follow, until this many reads. */
const disagreeUntil = (read: number) => (plane: ControlPlane) => {
  plane.flap('codex', [undefined, old])
  plane.choose((each) => (each < read ? each % 2 : 0))
}

const patience = 8

export const scenarios: readonly Scenario[] = [
  { name: 'reads the pin', deserves: 'pass', patience, open: () => openPin({}) },
  {
    name: 'reads a pin of a plain control plane that shows it late',
    deserves: 'pass',
    patience,
    open: () => openPin({ shape: 'map', etags: false, replicas: (plane) => plane.lag(2) }),
  },
  {
    name: 'reads a pin whose replicas follow one after the other',
    deserves: 'pass',
    patience,
    open: () => openPin({ shape: 'bare', replicas: disagreeUntil(3) }),
  },
  { name: 'finds no drift', deserves: 'pass', patience, open: () => openDrift(ours) },
  { name: 'finds drift', deserves: 'fail', patience, open: () => openDrift(newer) },
  {
    name: 'finds a pin that was not moved',
    deserves: 'fail',
    patience: 2,
    open: () => openPin({ pinned: old, inputs: { timeout: '2s' }, replicas: slow }),
  },
  {
    name: 'one of two replicas never follows',
    deserves: 'fail',
    patience: 2,
    open: () =>
      openPin({
        inputs: { timeout: '2s' },
        replicas(plane) {
          slow(plane)
          disagreeUntil(Number.POSITIVE_INFINITY)(plane)
        },
      }),
  },
]
