import type { Changes } from '@suite/changes'
import {
  notAFile,
  objectId,
  rememberTrees,
  requirePath,
  requireRevision,
  unrelatedHistories,
} from '@suite/changes'
import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import { decodeContent } from '../content.ts'
import { forBlob } from '../questions.ts'
import * as answers from './answers.ts'
import { readCommitFiles } from './commit-files.ts'
import { commitOfTag } from './commit-of-tag.ts'
import { type Comparison, compare, historyOf, isUnrelated } from './history.ts'
import { createTreeIds } from './tree-ids.ts'
import { readTree } from './trees.ts'

const permission = 'contents: read'

/**
 * Returns {@link Changes} over GitHub's REST API.
 * @throws UsageError, OutsideError from its methods, as {@link Changes} says
 */
export function createGitHubChanges(client: ForgeClient): Changes {
  const blob: Changes['blob'] = async (id) => {
    const { data } = await client.ask({
      ...forBlob(id),
      answer: answers.blob,
    })
    return decodeContent('GitHub', data, `the blob ${id}`)
  }

  /** Looks a full ref up first, because a comparison is only documented for branches and commits. */
  const commitOf = async (revision: string) => {
    if (objectId.test(requireRevision(revision))) return revision
    const { data } = await client.ask({
      to: `find the commit of ${revision}`,
      permission,
      route: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
      path: { ref: revision.slice('refs/'.length) },
      answer: answers.gitRef(revision),
    })
    const { sha, type } = data.object
    const commit = type === 'tag' ? await commitOfTag(client, sha, revision) : sha
    if (commit !== undefined) return commit
    throw new OutsideError(
      commonReasons['outside-failed'],
      `${revision} is a tag of something other than a commit`,
      'Give a full ref of a branch, such as refs/heads/main.',
    )
  }

  const contentsAt = async (path: string, ref: string) => {
    try {
      const { data } = await client.ask({
        to: `read ${path} at ${ref}`,
        permission,
        route: 'GET /repos/{owner}/{repo}/contents/{path}',
        path: { path: requirePath(path) },
        query: { ref: requireRevision(ref) },
        answer: answers.contents,
      })
      return data
    } catch (error) {
      // GitHub refuses a missing ref with another message.
      if (isRefusal(error, 404, 'Not Found')) return undefined
      throw error
    }
  }

  /** Also comparisons in flight: they give the merge base without another request. */
  const compared = new Map<string, Promise<Comparison | undefined>>()
  const treeIds = createTreeIds(client)
  const trees = rememberTrees(async (revision) => {
    const commit = await commitOf(revision)
    return readTree(client, commit, treeIds.of(commit))
  })

  return {
    ...trees,
    blob,
    commitOfTag: (id, tag) => commitOfTag(client, requireRevision(id), tag),
    async commitAt(ref) {
      return commitOf(ref)
    },
    async history(base, head) {
      const ends = Promise.all([commitOf(base), commitOf(head)])
      const comparison = ends.then(([from, to]) => compare(client, from, to))
      treeIds.expect([base, head], comparison)
      const [from, to] = await ends
      compared.set(`${from}...${to}`, comparison)
      const found = await comparison
      if (found === undefined) throw unrelatedHistories(from, to)
      return historyOf(client, [from, to], found)
    },
    ofCommit: (commit) => readCommitFiles(client, trees, commit),
    async mergeBase(base, head) {
      const range = (await Promise.all([commitOf(base), commitOf(head)])).join('...')
      const known = compared.get(range)
      if (known) return (await known)?.mergeBase
      const asked = client.ask({
        to: `find where ${base} and ${head} part`,
        permission,
        route: 'GET /repos/{owner}/{repo}/compare/{range}',
        // Only the first page has the files, and they are not needed here.
        path: { range },
        query: { page: 2, per_page: 1 },
        answer: answers.comparison,
      })
      try {
        return (await asked).data.merge_base_commit.sha
      } catch (error) {
        if (isUnrelated(error)) return undefined
        throw error
      }
    },
    async read(path, ref) {
      const found = await contentsAt(path, ref)
      if (found === undefined) return undefined
      if (found.type !== 'file') throw notAFile(path, ref, found.type)
      const bytes =
        found.encoding === 'base64'
          ? decodeContent('GitHub', found, `${path} at ${ref}`)
          : await blob(found.sha)
      return { path, bytes }
    },
  }
}
