import { OutsideError, UsageError } from '@suite/errors'
import type { Changes, TreeEntry } from '../changes.ts'
import { differenceOfTrees } from '../tree-difference.ts'
import type { GitHubClient } from './client.ts'
import { statusOf } from './explain.ts'
import { readTree } from './trees.ts'

/** {@link Changes} over GitHub's REST API. */
export function createGitHubChanges(client: GitHubClient): Changes {
  const { owner, repo } = client
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>()

  const tree: Changes['tree'] = (commit) => {
    const known = trees.get(commit) ?? readTree(client, commit)
    trees.set(commit, known)
    return known
  }

  const blob: Changes['blob'] = async (id) => {
    const { data } = await client.ask(
      { permission: 'contents: read', to: `read the blob ${id}` },
      (octokit) =>
        octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha: id }),
    )
    if (data.encoding !== 'base64' || typeof data.content !== 'string')
      throw new OutsideError(
        'outside-failed',
        `the blob ${id} came as ${JSON.stringify(data.encoding)}, not as base64`,
        'Run again; if it stays so, something between the runner and the forge alters its answers.',
      )
    return Buffer.from(data.content, 'base64')
  }

  return {
    tree,
    blob,
    async between(base, head) {
      const [before, after] = await Promise.all([tree(base), tree(head)])
      return differenceOfTrees(before, after)
    },
    async mergeBase(base, head) {
      const { data } = await client.ask(
        { permission: 'contents: read', to: `find where ${base} and ${head} part` },
        (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
            owner,
            repo,
            basehead: `${base}...${head}`,
            // The files stand on the first page alone, and are not asked for here.
            page: 2,
            per_page: 1,
          }),
      )
      return data.merge_base_commit.sha
    },
    async read(path, ref) {
      const need = { permission: 'contents: read', to: `read ${path} at ${ref}` }
      try {
        const { data } = await client.ask(need, (octokit) =>
          octokit.request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path, ref }),
        )
        if (Array.isArray(data) || data.type !== 'file')
          throw new UsageError(
            'not-a-file',
            `${path} at ${ref} is a ${Array.isArray(data) ? 'folder' : data.type}, not a file`,
            'Give the path of a regular file.',
          )
        // From 1 MB on the content is left out of this answer, and the encoding is "none".
        const bytes = data.encoding === 'base64' ? Buffer.from(data.content, 'base64') : await blob(data.sha)
        return { path, bytes }
      } catch (error) {
        if (statusOf(error) === 404) return undefined
        throw error
      }
    },
  }
}
