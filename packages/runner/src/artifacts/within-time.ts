/** Why a call was given up, though it may go on. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError'

  /** The same with what had gone wrong before. */
  after(former: unknown): GivenUpError {
    const [line = ''] = (former instanceof Error ? former.message : String(former)).split('\n')
    return new GivenUpError(`${this.message}; before that: ${line}`)
  }
}

const stopped = 'the run was told to stop'

/** How long there is, and whether the run was told to stop. */
export interface Time {
  /** Milliseconds that are left. */
  readonly deadline: { remaining(): number }
  readonly signal?: AbortSignal | undefined
}

/**
 * The result of a call, if it comes in time; once the run was told to stop, none is begun. The client cannot be told to stop: what it has begun goes on, and its
 * result is nobody's.
 *
 * @throws GivenUpError
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
