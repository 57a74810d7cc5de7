import type { Changes } from '@suite/changes'
import { commonReasons, UsageError } from '@suite/errors'
import type { Expectation, Forge, Subject } from '@suite/forge'
import type { Case } from './case.ts'
import { gatherGroup } from './gather-group.ts'
import { gatherPull } from './gather-pull.ts'
import { gatherRange } from './gather-range.ts'

/** Returns the changes of the run. */
export async function gatherCases(forge: Forge, subject: Subject): Promise<Case[]> {
  switch (subject.kind) {
    case 'branch-deleted':
      return []
    case 'pull-requests': {
      const { numbers, expectation } = subject
      const findPlace = placeAhead(forge.changes, expectation)
      return Promise.all(numbers.map((number) => gatherPull(forge, { number, expectation, findPlace })))
    }
    case 'push': {
      const { trustedRef, ref } = subject
      const { before, after } = await commitsOfPush(forge.changes, subject)
      const bases =
        before === undefined ? (await forge.changes.history(trustedRef, after)).mergeBases : [before]
      return Promise.all(bases.map((base) => gatherRange(forge.changes, `the push to ${ref}`, base, after)))
    }
    case 'merge-group':
      return gatherGroup(forge, subject)
  }
}

/**
 * Returns the commits of a push. For an annotated tag, the payload contains the tag object. A tag that named no
 * commit before is judged like a new one.
 * @throws UsageError `event-unsupported` for a tag of a tree or a blob
 */
async function commitsOfPush(
  changes: Changes,
  { before, after, ref }: Extract<Subject, { kind: 'push' }>,
): Promise<{ readonly before: string | undefined; readonly after: string }> {
  if (!ref.startsWith('refs/tags/')) return { before, after }
  const [from, to] = await Promise.all([
    before === undefined ? undefined : changes.commitOfTag(before, ref),
    changes.commitOfTag(after, ref),
  ])
  if (to !== undefined) return { before: from, after: to }
  throw new UsageError(
    commonReasons['event-unsupported'],
    `${ref} names a tree or a blob, and only a commit can be judged`,
    'Tag a commit, or leave such tags out with tags-ignore under on: push.',
  )
}

/** Reads in advance where the pull request of the event lands, for the commits that the event names. */
function placeAhead(changes: Changes, { base, baseRef, head }: Expectation) {
  const ahead =
    base !== undefined && baseRef !== undefined && head !== undefined
      ? { tip: changes.commitAt(`refs/heads/${baseRef}`), history: changes.history(base, head) }
      : undefined
  // A failure is reported where the answer is needed, if it is needed.
  ahead?.tip.catch(() => {})
  ahead?.history.catch(() => {})
  return async (to: string, commit: string) => {
    const tip = await (ahead && to === baseRef ? ahead.tip : changes.commitAt(`refs/heads/${to}`))
    const history = await (ahead && tip === base && commit === head
      ? ahead.history
      : changes.history(tip, commit))
    return { tip, history }
  }
}
