import type { Variables } from '@suite/program'
import type { WranglerTerms } from './environment.ts'
import type { Installed } from './installed.ts'

/** A wrangler that is ready to be called, and everything that each call needs. */
export interface Toolchain {
  readonly installed: Installed
  /** Path of the Node that runs wrangler. */
  readonly node: string
  /** The folder of the Worker. */
  readonly folder: string
  /** The runner's folder for files that are deleted after the job. */
  readonly temp: string
  readonly variables: Variables
  readonly signal: AbortSignal
  readonly terms: Omit<WranglerTerms, 'folder'>
  /** Values of variables, which are removed from everything that wrangler prints. */
  readonly confidential: readonly string[]
  /** Arguments of every command: which configuration, which environment. */
  readonly common: readonly string[]
  /** Returns how many milliseconds a call may take, so that time is left to read back what it did. */
  readonly timeLeft: () => number
}
