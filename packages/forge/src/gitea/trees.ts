import type { TreeEntry } from '@suite/changes'
import { treeOf } from '@suite/changes'
import { inParallel } from '@suite/http'
import { range } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import { incompleteTree, mostTreeRequests, treeRoute } from '../incomplete.ts'
import * as answers from './answers.ts'

/**
 * Returns every entry of a tree, page by page. Each page has the count of all entries, and the instance sets its size.
 * @throws OutsideError `list-incomplete` if entries are missing, or the tree needs too many requests
 */
export async function readTree(client: ForgeClient, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const ask = async (page: number) => {
    const { data } = await client.ask({
      to: `read the tree of ${commit}`,
      permission: 'contents: read',
      route: treeRoute,
      path: { id: commit },
      query: { recursive: true, per_page: 1000, page },
      answer: answers.tree,
    })
    return data
  }
  const first = await ask(1)
  const size = Math.max(1, first.tree.length)
  const last = first.truncated ? Math.ceil(first.total_count / size) : 1
  if (last > mostTreeRequests)
    throw incompleteTree(commit, `takes more than ${mostTreeRequests} requests to read`)
  const pages = [first, ...(await inParallel(10, range(2, last), ask))]
  const rows = pages.flatMap(({ tree }) => tree)
  if (rows.length !== first.total_count || pages.at(-1)?.truncated !== false)
    throw incompleteTree(commit, `is said to have ${first.total_count} entries, and shows ${rows.length}`)
  return treeOf(rows.map(({ path, mode, sha, size }) => ({ path, mode, id: sha, size })))
}
