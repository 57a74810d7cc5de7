import { UsageError } from '@suite/errors'
import { findSourceProblems, type SourceFacts } from './plan.ts'
import type { DefaultBranch } from './read-source.ts'
import { releaseReasons } from './reasons.ts'

/** What a release needs to know before minutes are spent on its build. */
export interface StartFacts extends SourceFacts {
  /** Who publishes; undefined if git would have to guess. */
  readonly identity: string | undefined
  /** Undefined if the remote has no branch of sources. */
  readonly defaultBranch: DefaultBranch | undefined
}

/**
 * Refuses a release that could not be published, before anything is built.
 * @throws UsageError `release-refused` with every reason against it
 */
export function checkSource(facts: StartFacts): void {
  const problems = [...findStartProblems(facts)]
  if (problems.length > 0)
    throw new UsageError(
      releaseReasons['release-refused'],
      problems.map((what) => ({ what })),
      'Nothing was built. Correct each, then start the release again.',
    )
}

function* findStartProblems(facts: StartFacts): Iterable<string> {
  const { identity, defaultBranch, source } = facts
  if (identity === undefined)
    yield 'git does not know who publishes: set user.name and user.email with git config'
  if (defaultBranch?.containsSource === false)
    yield `${source.slice(0, 12)} is not on ${defaultBranch.name} of the remote: merge it there first`
  yield* findSourceProblems(facts)
}
