import type { Repository } from './ports/repository.ts'

interface Event {
  readonly name: string
  readonly payload: unknown
}

/**
 * Returns the event, with the default branch if its payload lacks the repository: after Actions was switched off and
 * on, the payload of a `schedule` on Gitea has only the schedule. The forge is asked only then, and only if numbers of
 * pull requests are given: every other event that has a subject comes with its repository.
 */
export async function completeEvent<Given extends Event>(
  event: Given,
  numbers: readonly number[],
  repository: Pick<Repository, 'defaultBranch'>,
): Promise<Given> {
  const { payload } = event
  const isObject = typeof payload === 'object' && payload !== null
  if (numbers.length === 0 || !isObject || ('repository' in payload && payload.repository !== null))
    return event
  return {
    ...event,
    payload: { ...payload, repository: { default_branch: await repository.defaultBranch() } },
  }
}
