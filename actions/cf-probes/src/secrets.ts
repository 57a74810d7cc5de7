import { commonReasons, UsageError } from '@suite/errors'

/** A shorter value is part of almost any text, so that removing it from proofs would spoil them. */
const leastLength = 4

/**
 * Returns the values of the variables that the input `secrets` names, by name. A line break at the end, which storing a
 * secret often adds, is removed.
 *
 * @throws UsageError `input-invalid` with each name whose value cannot be used
 */
export function readSecrets(
  names: readonly string[] = [],
  variables: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const values = names.map((name) => [name, (variables[name] ?? '').replace(/[\r\n]+$/, '')] as const)
  const problems = values.flatMap(([name, value]) => {
    if (value.trim() === '')
      return [{ what: `input secrets names ${name}, which env: of this step does not give a value` }]
    return value.length < leastLength
      ? [{ what: `input secrets names ${name}, whose value is shorter than ${leastLength} characters` }]
      : []
  })
  if (problems.length > 0)
    throw new UsageError(
      commonReasons['input-invalid'],
      problems,
      'Give each of them under env: of this step, such as API_KEY: ${{ secrets.API_KEY }}, with at least 4 characters. A pull request from a fork gets no secrets.',
    )
  return new Map(values)
}
