import {
  type ControlPlane,
  type ControlPlaneOptions,
  digestOf,
  startControlPlane,
} from '@suite/testkit/control-plane'
import type { World } from '@suite/testkit/sweep'

const [old, ours, newer] = ['old', 'ours', 'newer'].map(digestOf) as [string, string, string]

export { old, ours }

/** Which promotion somebody else made, and when. */
interface Moved {
  readonly to: string
  /** How many reads of the pin were answered before. */
  readonly reads: number
  /** How many promotions took effect before. */
  readonly promotions: number
}

/** A control plane, and the record of who moved its pin. */
export interface PinScene {
  readonly plane: ControlPlane
  readonly token: string
  readonly others: NonNullable<World['others']>
  /**
   * Returns why a run that passes is wrong: the pin is not `wanted`, a promotion of somebody else was undone or
   * overlooked, or another pin was moved.
   */
  missing(wanted: string): string | undefined
  state(): Promise<unknown>
}

interface PinSceneOptions extends ControlPlaneOptions {
  /** The digest that is pinned at first; undefined: none. */
  readonly first?: string | undefined
  /** A digest that is newer than `ours`, and that somebody else promotes. */
  readonly later?: string
  /** The run knows which image is newer, so it never replaces a newer one. */
  readonly knowsOrder?: boolean
}

const isOther = ({ template }: { readonly template: string }) => template === 'hermes'

/** Starts a control plane with two pins, and a token that may move one of them. */
export async function openPins({
  first = old,
  later = newer,
  knowsOrder = false,
  ...options
}: PinSceneOptions = {}): Promise<PinScene> {
  const comparesAndSwaps = options.compareAndSwap ?? true
  const others = [{ template: 'hermes', region: 'global', digest: digestOf('hermes') }]
  const plane = await startControlPlane({
    pins: [
      ...(first === undefined ? [] : [{ template: 'codex', region: 'global', digest: first }]),
      ...others,
    ],
    ...options,
  })
  let reads = 0
  let readsBeforeWrite = 0
  let moved: Moved | undefined
  let hermes = digestOf('hermes')
  plane.host.watch({
    after({ method }) {
      if (method === 'GET') reads += 1
      else readsBeforeWrite = reads
    },
  })
  const moveTo = (digest: string) => async () => {
    moved = { to: digest, reads, promotions: plane.promotions.length }
    plane.move('codex', digest)
  }
  return {
    plane,
    token: plane.token({ scopes: ['read', 'promote'], template: 'codex', region: 'global' }),
    others: {
      'a newer run promotes': moveTo(later),
      'another pin is moved': async () => {
        hermes = newer
        plane.move('hermes', newer)
      },
    },
    missing(wanted) {
      if (plane.pinned('hermes') !== hermes || plane.promotions.some(isOther)) return 'another pin was moved'
      const pinned = plane.pinned('codex')
      if (moved === undefined) return pinned === wanted ? undefined : `the pin is ${pinned}, not ${wanted}`
      if (pinned === wanted)
        return knowsOrder || (moved.reads > 0 && (comparesAndSwaps || readsBeforeWrite > moved.reads))
          ? `the promotion of ${moved.to} by a newer run was undone`
          : undefined
      const wasPinned = first === wanted || moved.promotions > 0
      return wasPinned && moved.reads === reads
        ? undefined
        : `the pin is ${pinned}, which a later read of the run showed`
    },
    state: async () => ({ codex: plane.pinned('codex'), hermes: plane.pinned('hermes') }),
  }
}
