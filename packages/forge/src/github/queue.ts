import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { QueuedPull } from '../ports/pull-requests.ts'
import * as answers from './answers.ts'

/**
 * Returns the entries of a merge queue, from the branches that GitHub keeps for them. Only GitHub can write there, so
 * the names give the pull request even if the queue has squashed or rebased it.
 * @see
 *   https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
export async function readQueue(client: ForgeClient, branch: string): Promise<QueuedPull[]> {
  const folder = `heads/gh-readonly-queue/${branch}/`
  try {
    const refs = await client.askAll({
      to: `list the merge queue of ${branch}`,
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}/git/matching-refs/{folder}',
      path: { folder },
      answer: answers.gitRefs,
    })
    return refs.flatMap(({ ref, object }) => {
      const number = /^pr-(\d{1,15})-[0-9a-f]{40,64}$/.exec(ref.slice(`refs/${folder}`.length))?.[1]
      return number === undefined ? [] : [{ number: Number(number), commit: object.sha }]
    })
  } catch (error) {
    // A forge that does not list these branches shows no entries. The group is then judged by its tree.
    if (isRefusal(error, 404)) return []
    throw error
  }
}
