import type { ForgeClient } from '../client.ts'
import type { PullRequest } from '../ports/pull-requests.ts'
import { forPull } from '../questions.ts'
import * as answers from './answers.ts'

/** Returns a pull request, and the merge base with its base branch if Gitea names it. */
export async function readPull(
  client: ForgeClient,
  number: number,
): Promise<{ readonly pull: PullRequest; readonly mergeBase: string | undefined }> {
  const { data } = await client.ask({
    ...forPull(number),
    answer: answers.pullRequest(number),
  })
  const { base, head } = data
  const pull = {
    number,
    title: data.title,
    author: data.user?.login ?? '',
    head,
    base: { sha: base.sha, ref: base.ref },
    isOpen: data.state !== 'closed',
    mayBeRebased: base.repo?.allow_rebase !== false || base.repo.allow_rebase_explicit !== false,
    labels: [...new Set(data.labels.map(({ name }) => name))],
    changedFiles: data.changed_files ?? undefined,
  }
  return { pull, mergeBase: data.merge_base }
}
