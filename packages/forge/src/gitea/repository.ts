import { commonReasons, OutsideError } from '@suite/errors'
import type { ForgeClient } from '../client.ts'
import type { Repository } from '../ports/repository.ts'
import { createDefaultBranch } from '../repository.ts'
import * as answers from './answers.ts'
import { findMergeBase } from './history.ts'
import { readTags } from './read-tags.ts'

/** Returns {@link Repository} over Gitea's API. */
export function createGiteaRepository(client: ForgeClient): Repository {
  return {
    ...createDefaultBranch(client),
    async headOf(branch) {
      const to = `find the commit of the branch ${branch}`
      const { data } = await client.ask({
        to,
        permission: 'contents: read',
        route: 'GET /repos/{owner}/{repo}/git/refs/heads/{branch*}',
        path: { branch },
        answer: answers.refs,
      })
      const found = data.find(({ ref }) => ref === `refs/heads/${branch}`)
      if (found !== undefined) return found.object.sha
      throw new OutsideError(
        commonReasons['outside-failed'],
        `could not ${to}: Gitea lists only other branches`,
        'Check the name of the branch.',
      )
    },
    isAncestor: async (commit, of) => commit === of || (await findMergeBase(client, of, commit)) === commit,
    tags: async () => (await readTags(client)).map(({ name, commit }) => ({ name, commit })),
  }
}
