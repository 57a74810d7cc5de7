/** The error of a kind that must be thrown: anything else, or none, fails the test. */
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
