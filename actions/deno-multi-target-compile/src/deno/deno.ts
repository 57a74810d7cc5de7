import type { TargetName } from '../targets.ts'

/** One binary to compile. */
export interface CompileCall {
  readonly target: TargetName
  /** The absolute path of the binary. */
  readonly output: string
}

/**
 * The program deno, in one project and with an environment of its own. Each call keeps to the deadline of the run.
 * @throws UsageError or OutsideError with the last words of deno, and what to do
 */
export interface Deno {
  /** The absolute path of the program. */
  readonly program: string
  /** The exact version, such as `2.9.6`. */
  readonly version: string
  /** Downloads what the lock file names. */
  install(): Promise<void>
  /** Checks the types of the program once. */
  check(): Promise<void>
  /** Returns what `deno info --json` says about the program. */
  info(): Promise<unknown>
  /** Compiles for one target, without network. */
  compile(call: CompileCall): Promise<void>
}
