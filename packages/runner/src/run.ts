import type { Deadline, Transport } from '@suite/http'
import type { Environment } from './environment.ts'
import type { Event } from './event.ts'
import type { Log } from './log.ts'
import type { Pause } from './pause.ts'
import type { Writes } from './writes.ts'

/** The released action. */
export interface Tool {
  readonly name: string
  readonly version: string
  /** Source commit. */
  readonly commit: string
}

/** What an action gets: its inputs, and the ports of the runner. */
export interface Run<Inputs> {
  readonly inputs: Inputs
  readonly event: Event
  readonly environment: Environment
  readonly log: Log
  readonly writes: Writes
  /** The only way to send requests. It keeps to the deadline of the run, and has retries, proxies and redaction. */
  readonly transport: Transport
  /** The time of the whole run. It starts once, with the run, and the transport keeps to it. */
  readonly deadline: Deadline
  /** Aborted when the run is cancelled; for child processes and waits. */
  readonly signal: AbortSignal
  /** Registers a secret that the run learns later. */
  readonly addSecret: (secret: string) => void
  /**
   * Returns a text without any registered secret, in any form. For what an action itself stores, such as proofs.
   */
  readonly redact: (text: string) => string
  /** The action that runs, for proofs. */
  readonly tool: Tool
  readonly now: () => Date
  /**
   * A long computation awaits this from time to time, so that it does not block other work.
   * @throws CancelledError or OutsideError `deadline-passed`
   */
  readonly pause: Pause
}
