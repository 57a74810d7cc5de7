import type { BundleRun } from '../bundle/run-bundle.ts'
import type { Host } from '../core/host.ts'
import type { LogEntry } from '../core/request-log.ts'
import type { RunActionOptions } from '../core/run-action.ts'

/** One thing that an action is used for, which the sweep repeats with every fault. */
export interface Scenario {
  /** What happens, in words that fit after the name of the action. Unique in the action, and without " / ". */
  readonly name: string
  /** How a run without faults ends. `fail`: no fault may turn it into a pass. */
  readonly deserves: 'pass' | 'skip' | 'fail'
  /**
   * Opens a world of its own: servers on their own ports, folders of their own. Names in it are fixed, because the
   * name of a request is part of the name of a cell.
   */
  open(): Promise<World>
  /**
   * The most seconds that a cell gives a run. Default: 60. For an action that waits until its timeout for a state that
   * never comes.
   */
  readonly patience?: number
}

/** What one run acts on, and how to see whether it did. */
export interface World {
  /** The services whose answers the sweep changes, by a short name such as `github`. */
  readonly hosts: Readonly<Record<string, Host>>
  /** The programs that the action starts, and that the sweep changes. */
  readonly programs?: readonly AlterableProgram[]
  /**
   * Returns whether a request is the action's own, not that of a program that it starts. Default: each is. Both are
   * swept; a sample prefers the action's own.
   */
  isOwn?(entry: LogEntry): boolean
  /** Every secret that the run is given. They must not appear in anything that the run leaves behind. */
  readonly secrets: readonly string[]
  /** Returns the secrets that a server gave to the run while it ran, such as a token. They must not appear either. */
  granted?(): readonly string[]
  /** Paths below the workspace or RUNNER_TEMP of files that hold a secret by design. */
  readonly secretFiles?: readonly string[]
  /**
   * Files that hold a secret while the action runs, by their paths below the workspace or RUNNER_TEMP. A run that SIGKILL
   * ends cannot delete them, and the runner does.
   */
  readonly secretFilesOfRun?: RegExp
  /**
   * Words that name what the run is about, such as `#1` or the name of a Worker. A failed run must name one of them,
   * or the address or program that failed.
   */
  readonly subjects?: readonly string[]
  /**
   * What somebody else may do while the action runs, by name: a push, a retarget, a label, a deployment, a promotion.
   * It may be called only once in a world.
   */
  readonly others?: Readonly<Record<string, () => Promise<void>>>
  /** Runs the action once. Use `runInWorld`, which applies the changes. The sweep may call it twice. */
  run(changes?: RunChanges): Promise<BundleRun>
  /**
   * Returns what is missing for the run to be true, or undefined. It reads the state of the servers and folders, and
   * never an output of the run. For `skip` it returns what there was to do. After one of `others` it judges the state
   * as it is now.
   */
  missing(ran: BundleRun): Promise<string | undefined>
  /**
   * Returns the state that a run after a kill must reach: JSON that equals that of one clean run, so without times and
   * ids. Only for actions that write.
   */
  state?(): Promise<unknown>
  /**
   * A run finishes what a killed one began. Without it, the run may also fail, and say what to repair by hand.
   */
  readonly finishes?: true
  /** Returns other texts that the run left and that must hold no secret, by name: artifacts, comments. */
  left?(): Promise<Readonly<Record<string, string | Buffer>>>
  close(): Promise<void>
}

/** A program that the sweep can put another one in front of. */
export interface AlterableProgram {
  /** Its name: `git`, `wrangler`, `deno`, `npm`. */
  readonly name: string
  /**
   * The folder of its npm package in a project of this world, such as `node_modules/wrangler`; it may be a link, which
   * the sweep replaces. Without it, the program is found on PATH.
   */
  readonly package?: string
  /** The folder in which it is, if that is not on PATH. */
  readonly folder?: string
}

/** What the sweep changes in one run. `runInWorld` applies it. */
export interface RunChanges
  extends Pick<
    RunActionOptions,
    'arrange' | 'debug' | 'environment' | 'look' | 'node' | 'reader' | 'signal' | 'timeoutMs' | 'warm'
  > {
  /** Inputs that replace those of the scenario, such as a short `timeout`. */
  readonly inputs?: Readonly<Record<string, string>>
  /** A folder in which programs are found before those of PATH. */
  readonly programs?: string
}
