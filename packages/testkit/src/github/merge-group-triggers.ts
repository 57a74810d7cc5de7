import { pushedCommitJson } from './present-commit.ts'
import { type PullState, positionOf } from './state.ts'
import type { TriggerBuilder } from './trigger-builder.ts'
import type { Triggers } from './triggers.ts'

type MergeGroupTriggers = Pick<Triggers, 'mergeGroup' | 'queueEntry'>

/** Returns the builders of the events of a merge queue. */
export function mergeGroupTriggers({
  state,
  repository,
  build,
  findPull,
}: TriggerBuilder): MergeGroupTriggers {
  const { store } = repository

  const eventOf = async ({ number, base }: PullState, before: string, after: string) => {
    const ref = `refs/heads/gh-readonly-queue/${base}/pr-${number}-${before}`
    await store.setRef(ref, after)
    return build('merge_group', { sha: after, ref }, 'github-merge-queue[bot]', {
      action: 'checks_requested',
      merge_group: {
        head_sha: after,
        head_ref: ref,
        base_sha: before,
        base_ref: `refs/heads/${base}`,
        head_commit: await pushedCommitJson(repository, after),
      },
    })
  }

  return {
    async mergeGroup(numbers, { method = 'merge', entries = false } = {}) {
      const pulls = numbers.map(findPull)
      const last = pulls.at(-1)
      if (!last) throw new Error('a merge group has at least one pull request')
      const base = (await positionOf(repository, last)).base
      let tip = base
      let before = base
      for (const pull of pulls) {
        const { head } = await positionOf(repository, pull)
        const tree = await store.mergeTree(tip, head)
        if (!tree) throw new Error(`pull request ${pull.number} conflicts within the group`)
        const [parents, message] =
          method === 'squash' ? [[tip], `${pull.title} (#${pull.number})`] : [[tip, head], mergeMessage(pull)]
        before = tip
        tip = await store.commitTree(tree, parents, message, state.now())
        if (entries)
          await store.setRef(`refs/heads/gh-readonly-queue/${last.base}/pr-${pull.number}-${before}`, tip)
      }
      return eventOf(last, entries ? before : base, tip)
    },

    queueEntry: (number, { before, after }) => eventOf(findPull(number), before, after),
  }
}

const mergeMessage = ({ number, head, title }: PullState) =>
  `Merge pull request #${number} from ${head.repository.split('/')[0]}/${head.branch}\n\n${title}`
