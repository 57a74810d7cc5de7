import type { Repository } from './ports/repository.ts'

interface Event {
  readonly name: string
  readonly payload: unknown
}

/**
 * The event, with the default branch where its payload lacks the repository: after Actions was switched off and on,
 * the payload of a `schedule` on Gitea holds only the schedule. The forge is asked only then, and only where numbers
 * of pull requests are given: every other event that has a subject is sent with its repository.
 */
export async function completeEvent<Given extends Event>(
  event: Given,
  numbers: readonly number[],
  repository: Repository,
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
