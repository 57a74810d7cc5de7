import type { Deadline, Transport } from '@suite/http'
import type { Environment } from './environment.ts'
import type { Event } from './event.ts'
import type { Log } from './log.ts'
import type { Writes } from './writes.ts'

/** The action as it was released. */
export interface Tool {
  readonly name: string
  readonly version: string
  /** Source commit. */
  readonly commit: string
}

/** What an action gets: its inputs, and the runner's side of the world. */
export interface Run<Inputs> {
  readonly inputs: Inputs
  readonly event: Event
  readonly environment: Environment
  readonly log: Log
  readonly writes: Writes
  /** The one way out to the network: the run's deadline, retries, proxies and redaction are in it. */
  readonly transport: Transport
  /** The time of the whole run. It starts once, with the run, and the transport keeps to it. */
  readonly deadline: Deadline
  /** Aborted when the run is cancelled; for child processes and waits. */
  readonly signal: AbortSignal
  /** Registers a secret that was learnt at run time. */
  readonly addSecret: (secret: string) => void
  /** A text without any registered secret, in whichever form: for what an action itself keeps, such as proofs. */
  readonly redact: (text: string) => string
  /** What runs: for proofs. */
  readonly tool: Tool
  readonly now: () => Date
  /**
   * What a long computation awaits now and then, so that it holds nothing up.
   * @throws CancelledError or OutsideError `deadline-passed`
   */
  readonly pause: () => Promise<void>
}
