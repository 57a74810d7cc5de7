import { pushedCommitJson } from './present-commit.ts'
import type { TriggerBuilder } from './trigger-builder.ts'
import type { Triggers } from './triggers.ts'

/** The sha that a payload has in the place of a missing commit. */
const nothing = '0'.repeat(40)

type PushTriggers = Pick<Triggers, 'push' | 'pushTag'>

/** Returns the builders of the pushes of branches and tags. */
export function pushTriggers({ state, repository, build, onBranch }: TriggerBuilder): PushTriggers {
  const { store, defaultBranch } = repository

  return {
    async push({ branch, before, after, pusher = 'alice' }) {
      const ref = `refs/heads/${branch}`
      const to = after === undefined ? ((await store.resolve(branch)) ?? null) : after
      const start =
        before ?? (to && branch !== defaultBranch ? await store.resolve(defaultBranch) : undefined)
      const shas = to === null ? [] : start ? await store.commitsBetween(start, to) : [to]
      const commits = await Promise.all(
        [...shas].reverse().map((sha) => pushedCommitJson(repository, sha, true)),
      )
      const forced = before !== null && to !== null && (await store.mergeBase(before, to)) !== before
      // The run for a deleted branch is on the default branch.
      const on = to === null ? await onBranch() : { sha: to, ref }
      return build('push', on, pusher, {
        ref,
        before: before ?? nothing,
        after: to ?? nothing,
        created: before === null,
        deleted: to === null,
        forced,
        base_ref: null,
        compare: `${state.url}/${repository.fullName}/compare/${before ?? nothing}...${to ?? nothing}`,
        commits: commits.slice(-2048),
        head_commit: to === null ? null : await pushedCommitJson(repository, to, true),
        pusher: { name: pusher, email: `${pusher}@example.invalid` },
      })
    },

    // `after` is the object of the ref: for an annotated tag the tag object. `GITHUB_SHA` is its commit.
    async pushTag({ tag, before, after }) {
      const ref = `refs/tags/${tag}`
      const held = after === null ? undefined : (await store.info(ref))?.sha
      const commit = held && (await store.info(`${ref}^{commit}`))?.sha
      const on = held ? { sha: commit ?? held, ref } : await onBranch()
      return build('push', on, 'alice', {
        ref,
        before: before ?? nothing,
        after: held ?? nothing,
        created: before === null,
        deleted: held === undefined,
        forced: before !== null && held !== undefined,
        base_ref: null,
        commits: [],
        head_commit: commit ? await pushedCommitJson(repository, commit, true) : null,
        pusher: { name: 'alice', email: 'alice@example.invalid' },
      })
    },
  }
}
