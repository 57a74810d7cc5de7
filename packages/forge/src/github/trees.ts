import type { TreeEntry } from '@suite/changes'
import { kindOf, type TreeRow, treeOf } from '@suite/changes'
import { inParallel } from '@suite/http'
import type { ForgeClient } from '../client.ts'
import { incompleteTree, mostTreeRequests } from '../incomplete.ts'
import * as answers from './answers.ts'

/**
 * Returns every entry of a tree. GitHub truncates a recursive answer at 100,000 entries or 7 MB. A truncated tree is
 * read again folder by folder, and each folder recursively if it fits.
 * @throws OutsideError `list-incomplete` if a folder is truncated, or the tree needs too many requests
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
export async function readTree(client: ForgeClient, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  let requests = 0

  async function list(id: string, folder: string, depth: { readonly recursive?: '1' }) {
    requests += 1
    if (requests > mostTreeRequests)
      throw incompleteTree(commit, `takes more than ${mostTreeRequests} requests to read`)
    const { data } = await client.ask({
      to: `read the tree of ${commit}`,
      permission: 'contents: read',
      route: 'GET /repos/{owner}/{repo}/git/trees/{id}',
      path: { id },
      query: depth,
      answer: answers.tree,
    })
    const rows = data.tree.map(
      ({ path, mode, sha, size }): TreeRow => ({ path: folder + path, mode, id: sha, size }),
    )
    return { rows, truncated: data.truncated }
  }

  async function walk(id: string, folder: string): Promise<TreeRow[]> {
    const whole = await list(id, folder, { recursive: '1' })
    if (!whole.truncated) return whole.rows
    const { rows, truncated } = await list(id, folder, {})
    if (truncated)
      throw incompleteTree(commit, `has more entries in ${folder || 'its root'} than GitHub lists`)
    const folders = rows.filter((row) => kindOf(row) === 'folder')
    const below = await inParallel(10, folders, (row) => walk(row.id, `${row.path}/`))
    return [...rows, ...below.flat()]
  }

  return treeOf(await walk(commit, ''))
}
