import { OutsideError } from '@suite/errors'
import type { TreeEntry } from '../changes.ts'
import type { GitHubClient } from './client.ts'

const kinds: Readonly<Record<string, TreeEntry['kind'] | undefined>> = {
  '100644': 'file',
  '100755': 'file',
  '120000': 'symlink',
  '160000': 'submodule',
}

/** So many requests for one tree at most: a repository beyond that is read by a clone, not by an API. */
const maxRequests = 200

/**
 * Every entry of a tree. GitHub cuts a recursive answer at 100,000 entries or 7 MB; a cut tree is read again
 * folder by folder, each of them recursively where that fits.
 * @see https://docs.github.com/rest/git/trees#get-a-tree
 */
export async function readTree(
  client: GitHubClient,
  treeish: string,
): Promise<ReadonlyMap<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>()
  let requests = 0

  const list = async (sha: string, recursive: boolean) => {
    requests += 1
    if (requests > maxRequests)
      throw new OutsideError(
        'list-incomplete',
        `the tree of ${treeish} takes more than ${maxRequests} requests to read`,
        'The repository is too large for its API; run the action where it has a clone.',
      )
    const { data } = await client.ask(
      { permission: 'contents: read', to: `read the tree of ${treeish}` },
      (octokit) =>
        octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
          owner: client.owner,
          repo: client.repo,
          tree_sha: sha,
          ...(recursive ? { recursive: '1' } : {}),
        }),
    )
    if (!Array.isArray(data.tree) || typeof data.truncated !== 'boolean') throw unexpected(treeish)
    return data
  }

  const walk = async (sha: string, folder: string): Promise<void> => {
    const whole = await list(sha, true)
    const listed = whole.truncated ? await list(sha, false) : whole
    if (listed.truncated) throw unexpected(treeish)
    for (const { path, mode, type, sha: id } of listed.tree) {
      if (path === undefined || id === undefined) throw unexpected(treeish)
      const kind = kinds[mode ?? '']
      if (kind) entries.set(folder + path, { path: folder + path, kind, id })
      else if (type !== 'tree') throw unexpected(treeish)
    }
    if (!whole.truncated) return
    for (const { path, type, sha: id } of listed.tree)
      if (type === 'tree' && id) await walk(id, `${folder}${path}/`)
  }

  await walk(treeish, '')
  return entries
}

function unexpected(treeish: string): OutsideError {
  return new OutsideError(
    'outside-failed',
    `the tree of ${treeish} came in an unexpected shape`,
    'Run again; if it stays so, something between the runner and the forge alters its answers.',
  )
}
