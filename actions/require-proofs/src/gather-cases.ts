import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import type { Changes, Expectation, Forge, PullRequestWithFiles, Subject } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import type { Case } from './case.ts'

/**
 * The changes that the run is about. A merge group is judged as each pull request that it is known to hold, and
 * as a whole, by its tree: that holds also where no pull request can be found, as with squashed commits.
 */
export async function gatherCases({ changes, pullRequests }: Forge, subject: Subject): Promise<Case[]> {
  switch (subject.kind) {
    case 'branch-deleted':
      return []
    case 'pull-requests': {
      const { numbers, expectation } = subject
      const findParting = partingAhead(changes, expectation)
      return Promise.all(
        numbers.map(async (number) => {
          const pull = await pullRequests.read(number, expectation)
          if (expectation.head !== undefined) requireAsNamed(pull, expectation.head, expectation.baseRef)
          return ofPull(pull, await findParting(pull))
        }),
      )
    }
    case 'push': {
      const { before, after } = await commitsOfPush(changes, subject)
      const from = before ?? (await changes.mergeBase(subject.trustedRef, after))
      return [await ofRange(changes, `the push to ${subject.ref}`, from, after)]
    }
    case 'merge-group': {
      const { base, head, trustedRef } = subject
      const [found, branchBase] = await Promise.all([
        pullRequests.inRange(base, head),
        changes.mergeBase(trustedRef, head),
      ])
      const numbers = [...new Set([...subject.numbers, ...found])].sort((a, b) => a - b)
      // Forges disagree on what the base of a group is: the entry before it, or the branch. Both are judged.
      const bases = [...new Set([base, branchBase])]
      return Promise.all([
        ...numbers.map(async (number) => {
          const pull = await pullRequests.read(number)
          return ofPull(pull, await changes.mergeBase(pull.base.sha, pull.head.sha))
        }),
        ...bases.map((each) => ofRange(changes, `the merge group since ${each.slice(0, 12)}`, each, head)),
      ])
    }
  }
}

/**
 * The commits that a push is about. What the payload gives of an annotated tag is the tag object; a tag that named no
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

/**
 * The verdict is shown at the head that the event names, and the rules are those of the base that it names. A newer
 * head may carry proofs that this one lacks, and could be taken back; an old base may have laxer rules.
 */
function requireAsNamed({ number, head, base }: PullRequestWithFiles, sha: string, branch = base.ref): void {
  if (head.sha === sha && base.ref === branch) return
  const is = head.sha === sha ? `goes to ${base.ref}` : `is at ${head.sha}`
  throw new OutsideError(
    forgeReasons['head-moved'],
    `#${number} ${is}, and this run is about ${head.sha === sha ? branch : sha}`,
    'An old run is not to be started again: the push, or the change of the base, has started one of its own.',
  )
}

/** Where a pull request left its base: asked ahead for the commits that the event names, which saves a round. */
function partingAhead(changes: Changes, { base, head }: Expectation) {
  const ahead = base !== undefined && head !== undefined ? changes.mergeBase(base, head) : undefined
  // A failure shows where the answer is needed, if it is.
  ahead?.catch(() => {})
  return (pull: PullRequestWithFiles) =>
    ahead && pull.base.sha === base && pull.head.sha === head
      ? ahead
      : changes.mergeBase(pull.base.sha, pull.head.sha)
}

/** A branch that is behind its base holds files as they were where it left: those are not new either. */
function ofPull({ number, base, head, files, labels, author }: PullRequestWithFiles, parted: string): Case {
  const before = [...new Set([base.sha, parted])]
  return { name: `#${number}`, number, before, head: head.sha, files, labels, author }
}

async function ofRange(changes: Changes, name: string, base: string, head: string): Promise<Case> {
  return {
    name,
    number: undefined,
    before: [base],
    head,
    files: await changes.between(base, head),
    labels: [],
    author: '',
  }
}
