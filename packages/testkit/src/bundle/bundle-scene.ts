import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { LogEntry } from '../core/request-log.ts'
import { type BundleRun, type RunBundleOptions, runBundle } from './run-bundle.ts'
import { shareProcesses } from './share-processes.ts'

export interface SceneOptions<World> {
  /** Name of the action. */
  readonly action: string
  /** Starts the stand-ins that the action connects to. */
  readonly open: () => Promise<World>
  readonly close: (world: World) => unknown
  /** The requests that the world has received. */
  readonly log?: (world: World) => readonly LogEntry[]
  /** Whether all tests of a file share one world, or each test has its own; default `file`. */
  readonly lives?: 'file' | 'test'
  /** Whether runs share processes, except those about their process: see `shareProcesses`. Default true. */
  readonly shares?: boolean
  /** Resets the world of a whole file after each test. */
  readonly tidy?: (world: World) => void
}

export interface BundleScene<World> {
  readonly world: () => World
  run(options: Omit<RunBundleOptions, 'log'>): Promise<BundleRun>
}

/** Returns the scene of the tests of one file: a bundle as it ships, and the stand-ins that it connects to. */
export function bundleScene<World>(options: SceneOptions<World>): BundleScene<World> {
  const { action, open, close, lives = 'file', tidy, shares = true, log = () => [] } = options
  let world: World | undefined
  const begin = async () => {
    world = await open()
  }
  const end = async () => {
    const open = world
    world = undefined
    if (open !== undefined) await close(open)
  }
  if (lives === 'file') {
    beforeAll(begin)
    afterAll(end)
    if (tidy !== undefined) afterEach(() => world !== undefined && tidy(world))
  } else {
    beforeEach(begin)
    afterEach(end)
  }
  const warm = shares ? shareProcesses() : () => undefined
  const current = () => {
    if (world === undefined) throw new Error('the scene is not open: use it in a test or a hook')
    return world
  }
  return {
    world: current,
    run: (given) => runBundle(action, { warm: warm(), ...given, log: log(current()) }),
  }
}

/** What a run that passes has: the exit code, and the verdict. */
export const green = { exitCode: 0, outputs: { verdict: 'pass' } } as const
export const red = { exitCode: 1, outputs: { verdict: 'fail' } } as const
