import { digestOf } from '@suite/testkit/control-plane'
import { runInWorld, type Scenario, type World } from '@suite/testkit/sweep'
import { openImages } from './order-world.ts'
import { old, openPins, ours, type PinScene } from './pin-world.ts'

type Inputs = Readonly<Record<string, string>>

/** What a run without a forge is started with. */
const onPush = {
  event: { name: 'push', payload: {} },
  repository: 'acme/runtime',
  sha: 'c'.repeat(40),
  ref: 'refs/heads/main',
  forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
}

/** Three reads in a row are enough here: what more reads find is measured by `replicas.ts`. */
const inputsFor = ({ plane, token }: PinScene, more: Inputs): Inputs => ({
  'control-plane-url': plane.url,
  token,
  template: 'codex',
  digest: ours,
  consecutive: '3',
  timeout: '60s',
  ...more,
})

const worldOf = (scene: PinScene, inputs: Inputs, given: Partial<World> = {}): World => ({
  hosts: { plane: scene.plane.host },
  secrets: [scene.token],
  subjects: ['codex/global'],
  others: scene.others,
  missing: async () => scene.missing(ours),
  state: scene.state,
  run: (changes) =>
    runInWorld(
      'promote-runtime-pin',
      { ...onPush, inputs: inputsFor(scene, inputs), log: scene.plane.host.log },
      changes,
    ),
  close: () => scene.plane.close(),
  ...given,
})

/** A control plane of which one of two replicas never shows a promotion. */
async function openStale(): Promise<World> {
  const scene = await openPins()
  scene.plane.flap('codex', [undefined, old])
  // So slow that a run of two seconds reads only a few times: each read is a place of faults.
  scene.plane.host.latency = 300
  return worldOf(scene, { timeout: '2s' }, { missing: async () => 'one replica never follows' })
}

/** A pin, the images that it may name, and the forge that knows which is newer. */
async function openOrder({
  kind,
  pinned,
  wanted,
  inputs = {},
}: {
  readonly kind: 'github' | 'gitea'
  readonly pinned: 'first' | 'second'
  readonly wanted: 'first' | 'second'
  readonly inputs?: Inputs
}): Promise<World> {
  const found = await openImages(kind)
  const { images } = found
  const digest = images[wanted]
  const isRollback = inputs['allow-downgrade'] === 'true'
  const scene = await openPins({ first: images[pinned], later: images.third, knowsOrder: !isRollback })
  return worldOf(
    scene,
    {},
    {
      hosts: { plane: scene.plane.host, ...found.hosts },
      secrets: [scene.token, ...found.secrets],
      granted: found.granted,
      subjects: ['codex/global', ...found.commits],
      missing: async () => scene.missing(digest),
      run: (changes) =>
        runInWorld(
          'promote-runtime-pin',
          {
            ...found.options,
            inputs: inputsFor(scene, { ...found.inputs, digest, ...inputs }),
            log: scene.plane.host.log,
          },
          changes,
        ),
      close: async () => void (await Promise.all([scene.plane.close(), found.close()])),
    },
  )
}

const patience = 8

export const scenarios: readonly Scenario[] = [
  {
    name: 'moves the pin',
    deserves: 'pass',
    patience,
    open: async () => worldOf(await openPins(), { 'expected-previous': old }),
  },
  {
    name: 'moves the pin to a newer image',
    deserves: 'pass',
    patience,
    open: () => openOrder({ kind: 'github', pinned: 'first', wanted: 'second' }),
  },
  {
    name: 'refuses an older image',
    deserves: 'fail',
    patience,
    open: () => openOrder({ kind: 'gitea', pinned: 'second', wanted: 'first' }),
  },
  {
    name: 'rolls back on Gitea',
    deserves: 'pass',
    patience,
    open: () =>
      openOrder({ kind: 'gitea', pinned: 'second', wanted: 'first', inputs: { 'allow-downgrade': 'true' } }),
  },
  {
    name: 'makes the first pin of a plain control plane whose reads lag',
    deserves: 'pass',
    patience,
    async open() {
      const plain = { shape: 'map', etags: false, compareAndSwap: false, idempotencyKeys: false } as const
      const scene = await openPins({ first: undefined, ...plain })
      // The reads after a write show the pins before it.
      scene.plane.host.watch({ after: ({ method }) => method === 'POST' && scene.plane.lag(2) })
      return worldOf(scene, {})
    },
  },
  {
    name: 'leaves a pin that is right',
    deserves: 'pass',
    patience,
    open: async () => worldOf(await openPins({ first: ours, shape: 'bare' }), {}),
  },
  {
    name: 'dry run',
    deserves: 'skip',
    patience,
    async open() {
      const scene = await openPins()
      return worldOf(
        scene,
        { 'dry-run': 'true' },
        {
          others: {},
          missing: async () =>
            scene.plane.promotions.length > 0 ? 'a dry run moved the pin' : scene.missing(old),
        },
      )
    },
  },
  {
    name: 'refuses to replace an unexpected digest',
    deserves: 'fail',
    patience,
    open: async () => worldOf(await openPins(), { 'expected-previous': digestOf('expected') }),
  },
  { name: 'one of two replicas never follows', deserves: 'fail', patience: 2, open: openStale },
]
