import { CancelledError } from './writes.ts'

/** Whether the run is cancelled. */
export interface Stop {
  readonly signal: AbortSignal
  /** Resolves when the run is cancelled, never otherwise. */
  readonly requested: Promise<undefined>
  /** Cancels the run, as a signal does. */
  request(why: string): void
}

/**
 * Listens for the signals by which a runner cancels a step: SIGINT, SIGTERM 7.5 s later, and the end 2.5 s after
 * that. On Windows these are Ctrl+C and Ctrl+Break, which Node reports as SIGINT and SIGBREAK. The first signal starts an orderly end; the second one ends the process at once, as failed.
 */
export function listenForStop(self: Pick<NodeJS.Process, 'on' | 'exit' | 'exitCode'> = process): Stop {
  const controller = new AbortController()
  const { signal } = controller
  const requested = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined))
  })
  const request = (why: string) => {
    self.exitCode = 1
    controller.abort(new CancelledError(why))
  }
  let signals = 0
  const stop = (name: NodeJS.Signals) => {
    signals += 1
    request(`The run was cancelled by ${name}.`)
    if (signals > 1) self.exit()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) self.on(name, stop)
  return { signal, requested, request }
}
