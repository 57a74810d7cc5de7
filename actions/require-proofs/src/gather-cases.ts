import type { Changes, Forge, PullRequestWithFiles, Subject } from '@suite/forge'
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
      return Promise.all(numbers.map(async (number) => ofPull(await pullRequests.read(number, expectation))))
    }
    case 'push': {
      const before = subject.before ?? (await changes.mergeBase(subject.trustedRef, subject.after))
      return [await ofRange(changes, `the push to ${subject.ref}`, before, subject.after)]
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
        ...numbers.map(async (number) => ofPull(await pullRequests.read(number))),
        ...bases.map((each) => ofRange(changes, `the merge group since ${each.slice(0, 12)}`, each, head)),
      ])
    }
  }
}

function ofPull({ number, base, head, files, labels, author }: PullRequestWithFiles): Case {
  return { name: `#${number}`, number, base: base.sha, head: head.sha, files, labels, author }
}

async function ofRange(changes: Changes, name: string, base: string, head: string): Promise<Case> {
  return {
    name,
    number: undefined,
    base,
    head,
    files: await changes.between(base, head),
    labels: [],
    author: '',
  }
}
