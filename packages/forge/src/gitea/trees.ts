import type { TreeEntry } from '@suite/changes'
import { treeOf } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import { inParallel } from '@suite/http'
import { forgeReasons } from '../reasons.ts'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'
import { range } from './pages.ts'

/** So many requests for one tree at most: a repository beyond that is read by a clone, not by an API. */
const maxRequests = 200

/** Every entry of a tree, page by page: each says how many entries there are, and the size of pages is the instance's. */
export async function readTree(client: GiteaClient, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const ask = async (page: number) => {
    const { data } = await client.ask({
      to: `read the tree of ${commit}`,
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}/git/trees/{id}',
      path: { id: commit },
      query: { recursive: true, per_page: 1000, page },
      answer: answers.tree,
    })
    return data
  }
  const first = await ask(1)
  const size = Math.max(1, first.tree.length)
  const last = first.truncated ? Math.ceil(first.total_count / size) : 1
  if (last > maxRequests) throw incomplete(`takes more than ${maxRequests} requests to read`)
  const pages = [first, ...(await inParallel(10, range(2, last), ask))]
  const rows = pages.flatMap(({ tree }) => tree)
  if (rows.length !== first.total_count || pages.at(-1)?.truncated !== false)
    throw incomplete(`is said to have ${first.total_count} entries, and shows ${rows.length}`)
  return treeOf(rows.map(({ path, mode, sha, size }) => ({ path, mode, id: sha, size })))

  function incomplete(what: string): OutsideError {
    return new OutsideError(
      forgeReasons['list-incomplete'],
      `the tree of ${commit} ${what}`,
      'Run again; if it stays so, the repository is too large for its API: run the action where it has a clone.',
    )
  }
}
