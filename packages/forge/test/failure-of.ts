import { isAmbiguous, OutsideError, UsageError } from '@suite/errors'

/** Returns what a run would say of a failure. Throws, and so fails the test, if the work succeeds. */
export async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('it worked'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof OutsideError || error instanceof UsageError)) throw error
  return { reason: error.reason, message: error.message, fix: error.fix, ambiguous: isAmbiguous(error) }
}
