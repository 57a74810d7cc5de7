import { commonReasons, OutsideError, UsageError } from '@suite/errors'

/**
 * Waits for all reads, as `Promise.all` does, and throws the most helpful error: a refused token first, then every
 * permission that is missing, then the first other error.
 * @throws UsageError `permission-missing` with every permission that is missing, if there are several
 * @throws the error of a read
 */
export async function readAll<const Parts extends readonly unknown[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  const settled = await Promise.allSettled(parts)
  const errors = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []))
  const withReason = (reason: string) =>
    errors.filter((error): error is OutsideError => error instanceof OutsideError && error.reason === reason)
  const [invalid] = withReason('token-invalid')
  if (invalid) throw invalid
  const refusals = [...new Map(withReason('permission-missing').map((error) => [error.fix, error])).values()]
  if (refusals.length > 1)
    throw new UsageError(
      commonReasons['permission-missing'],
      refusals.map(({ message }) => ({ what: message })),
      refusals.map(({ fix }) => fix).join('\n'),
      { cause: refusals[0] },
    )
  const [first] = [...refusals, ...errors]
  if (first !== undefined) throw first
  return settled.map((part) => (part.status === 'fulfilled' ? part.value : undefined)) as never
}
