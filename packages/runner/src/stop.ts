import { CancelledError } from './writes.ts'

/** Whether the run was told to stop. */
export interface Stop {
  readonly signal: AbortSignal
  /** Resolves once the run is told to stop, never otherwise. */
  readonly requested: Promise<undefined>
}

/**
 * Listens for the signals by which a runner cancels a step: SIGINT, SIGTERM 7.5 s later, and the end 2.5 s after
 * that. The first begins an orderly end; a second one ends the process at once, red.
 */
export function listenForStop(): Stop {
  const controller = new AbortController()
  const requested = new Promise<undefined>((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      process.exitCode = 1
      if (controller.signal.aborted) process.exit()
      controller.abort(new CancelledError(`The run was cancelled by ${signal}.`))
      resolve(undefined)
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })
  return { signal: controller.signal, requested }
}
