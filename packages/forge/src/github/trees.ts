import type { TreeEntry } from '@suite/changes'
import { kindOf, type TreeRow, treeOf } from '@suite/changes'
import { inParallel } from '@suite/http'
import type { ForgeClient } from '../client.ts'
import { incompleteTree, mostTreeRequests, treeRoute } from '../incomplete.ts'
import * as answers from './answers.ts'
import { type Folder, foldersOf, isProven } from './proven-folders.ts'

/**
 * Returns every entry of a tree. GitHub truncates a recursive answer at 100,000 entries or 7 MB. A truncated tree is
 * read again folder by folder, and each folder recursively if it fits. An answer has no count, and repeats the id that
 * it was asked for. So the rows of each folder must give its id.
 * @param root the id of the commit's tree
 * @throws OutsideError `list-incomplete` if rows are missing, a folder is truncated, or the tree needs too many requests
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
export async function readTree(
  client: ForgeClient,
  commit: string,
  root: Promise<string>,
): Promise<ReadonlyMap<string, TreeEntry>> {
  let requests = 0

  async function list(id: string, folder: string, depth: { readonly recursive?: '1' }) {
    requests += 1
    if (requests > mostTreeRequests)
      throw incompleteTree(commit, `takes more than ${mostTreeRequests} requests to read`)
    const { data } = await client.ask({
      to: `read the tree of ${commit}`,
      permission: 'contents: read',
      route: treeRoute,
      path: { id },
      query: depth,
      answer: answers.tree,
    })
    const rows = data.tree.map(
      ({ path, mode, sha, size }): TreeRow => ({ path: below(folder, path), mode, id: sha, size }),
    )
    return { rows, truncated: data.truncated }
  }

  async function walk(id: string, path: string): Promise<readonly TreeRow[]> {
    const [whole, its] = await Promise.all([list(id, path, { recursive: '1' }), path === '' ? root : id])
    const folder = { path, id: its }
    if (!whole.truncated) return prove(whole.rows, foldersOf(whole.rows, folder))
    const { rows, truncated } = await list(id, path, {})
    if (truncated) throw incompleteTree(commit, `has more entries in ${named(path)} than GitHub lists`)
    await prove(rows, [{ ...folder, rows }])
    const folders = rows.filter((row) => kindOf(row) === 'folder')
    const inside = await inParallel(10, folders, (row) => walk(row.id, row.path))
    return [...rows, ...inside.flat()]
  }

  async function prove(rows: readonly TreeRow[], folders: readonly Folder[] | undefined) {
    if (folders === undefined) throw incompleteTree(commit, 'is listed without one of its folders')
    await inParallel(
      10,
      folders.filter((folder) => !isProven(folder)),
      confirm,
    )
    return rows
  }

  /** A name that is not UTF-8 is not in the answer, so the id cannot be computed. Then two answers must agree. */
  async function confirm({ path, id, rows }: Folder): Promise<void> {
    const isReadable = !rows.some((row) => row.path.includes(unreadable))
    const again = isReadable ? undefined : await list(id, path, {})
    if (again === undefined || again.truncated || linesOf(again.rows) !== linesOf(rows))
      throw incompleteTree(commit, `is listed with rows of ${named(path)} that do not give the id ${id}`)
  }

  return treeOf(await walk(commit, ''))
}

/** What JSON holds in place of bytes that are not UTF-8. */
const unreadable = '\ufffd'

function below(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

function named(folder: string): string {
  return folder === '' ? 'its root' : `${folder}/`
}

function linesOf(rows: readonly TreeRow[]): string {
  return rows
    .map(({ path, mode, id }) => JSON.stringify([path, mode, id]))
    .sort()
    .join()
}
