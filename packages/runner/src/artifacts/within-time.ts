/** A call is abandoned, although it may continue. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError'

  /** Returns the same error, with the error that came before it. */
  after(former: unknown): GivenUpError {
    const [line = ''] = (former instanceof Error ? former.message : String(former)).split('\n')
    return new GivenUpError(`${this.message}; before that: ${line}`)
  }
}

const stopped = 'the run was stopped'

/** The time that is left, and whether the run is cancelled. */
export interface Time {
  /** Returns the milliseconds that are left. */
  readonly deadline: { remaining(): number }
  readonly signal?: AbortSignal | undefined
}

/**
 * Returns the result of a call if it ends in time; begins no call after the run is cancelled. The client cannot be
 * stopped: a call that is abandoned continues, and its result is dropped.
 *
 * @throws GivenUpError if the time is over or the run is cancelled
 */
export async function withinTime<Result>(
  { deadline, signal }: Time,
  call: () => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw new GivenUpError(stopped)

  let timer: NodeJS.Timeout | undefined
  let stop = () => {}
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(new GivenUpError(stopped))
    timer = setTimeout(() => reject(new GivenUpError('the time of the run is over')), deadline.remaining())
    signal?.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([call(), end])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
