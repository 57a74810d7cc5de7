import { setTimeout as sleep } from 'node:timers/promises'
import { GivenUpError, type Time } from './within-time.ts'

/** How to wait for the end of an outage. Times are in milliseconds. */
export interface Outage extends Time {
  /** Called once, with what the run waits for. */
  readonly onWaiting?: ((line: string) => void) | undefined
  /** Resolves after this time, or at once if the run is cancelled. For tests. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined
  /** From 0 to 1. For tests. */
  readonly random?: (() => number) | undefined
}

/** The maximum of the first wait, and of every later one. */
const first = 500
const longest = 5_000
/** The time that one more attempt needs. */
const room = 1_000

/**
 * Runs work that calls the artifact service, and repeats it while there is time if the service could not be reached
 * or was not available. The client itself retries five times, and not at all if a connection was refused.
 *
 * @param work must be safe to repeat
 * @throws the error of the last attempt
 */
export async function throughOutage<Result>(
  { deadline, signal, onWaiting, wait = waitFor(signal), random = Math.random }: Outage,
  work: () => Promise<Result>,
): Promise<Result> {
  let former: unknown
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      // What an interrupted attempt of this run left is not the upload of another job.
      if (former !== undefined && isConflict(error)) throw former
      if (former !== undefined && error instanceof GivenUpError) throw error.after(former)
      const most = deadline.remaining() - room
      if (!canPass(error) || most <= 0 || signal?.aborted) throw error
      if (attempt === 1)
        onWaiting?.(
          `Waiting: the artifact service cannot be reached, or is not available. The upload is started again for up to ${Math.round(most / 1_000)} s.`,
        )
      former = error
      await wait(Math.min(random() * Math.min(first * 2 ** Math.min(attempt - 1, 20), longest), most))
    }
  }
}

function waitFor(signal: AbortSignal | undefined): (milliseconds: number) => Promise<void> {
  return (milliseconds) => sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined)
}

/**
 * Returns whether an error can be temporary. The client names its cause only in its message: a code of the network,
 * or a status after its last attempt.
 */
function canPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'NetworkError' ||
    /\bE(CONNRESET|CONNREFUSED|TIMEDOUT|HOSTUNREACH|NOTFOUND|PIPE|AI_AGAIN)\b/.test(error.message) ||
    /\((429|5\d\d)\)|\bafter \d{1,3} (attempts|retries)\b|socket hang up/.test(error.message)
  )
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && error.message.includes('(409)')
}
