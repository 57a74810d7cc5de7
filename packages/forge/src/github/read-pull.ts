import type { ForgeClient } from '../client.ts'
import type { PullRequest } from '../ports/pull-requests.ts'
import { forPull } from '../questions.ts'
import * as answers from './answers.ts'

/** A pull request, and what GitHub says of its test merge. */
export interface PullWithMerge {
  readonly pull: PullRequest
  readonly merge:
    | { readonly state: 'computing' | 'conflict' }
    | { readonly state: 'made'; readonly id: string }
}

/** Returns a pull request as GitHub answers it now, with the state of its test merge. */
export async function readPull(client: ForgeClient, number: number): Promise<PullWithMerge> {
  const { data } = await client.ask({
    ...forPull(number),
    answer: answers.pullRequest(number),
  })
  const { mergeable, merge_commit_sha: id } = data
  const pull = {
    number,
    title: data.title,
    author: data.user?.login ?? '',
    head: data.head,
    base: { sha: data.base.sha, ref: data.base.ref },
    labels: data.labels.map(({ name }) => name),
    changedFiles: data.changed_files,
    isOpen: data.state !== 'closed',
    mayBeRebased: data.rebaseable !== false && data.base.repo?.allow_rebase_merge !== false,
  }
  if (mergeable === false) return { pull, merge: { state: 'conflict' } }
  return { pull, merge: mergeable && id ? { state: 'made', id } : { state: 'computing' } }
}
