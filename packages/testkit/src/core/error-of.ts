/**
 * Returns the error that a promise rejects with. Throws, and so fails the test, if the promise resolves.
 *
 * @throws the error itself if it is of another kind
 */
export async function errorOf<Kind extends Error>(
  kind: abstract new (...parts: never) => Kind,
  asking: Promise<unknown>,
): Promise<Kind> {
  const error = await asking.then(
    (answer) => new Error(`answered: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof kind) return error
  throw error
}
