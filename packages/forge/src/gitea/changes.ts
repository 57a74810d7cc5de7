import { posix } from 'node:path'
import type { Changes } from '@suite/changes'
import {
  differenceToParent,
  isPath,
  notAFile,
  objectId,
  rememberTrees,
  requirePath,
  requireRevision,
} from '@suite/changes'
import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import { decodeContent } from '../content.ts'
import { forBlob } from '../questions.ts'
import * as answers from './answers.ts'
import { commitOfTag } from './commit-of-tag.ts'
import { findMergeBase, readHistory } from './history.ts'
import { readTree } from './trees.ts'

const permission = 'contents: read'

/**
 * Returns {@link Changes} over Gitea's REST API.
 * @throws UsageError, OutsideError from its methods, as {@link Changes} says
 */
export function createGiteaChanges(client: ForgeClient): Changes {
  /** Looks a full ref up first, because Gitea may take a name for that of a branch. */
  const commitOf = async (revision: string): Promise<string> => {
    if (objectId.test(requireRevision(revision))) return revision
    const { data } = await client.ask({
      to: `find the commit of ${revision}`,
      permission,
      route: 'GET /repos/{owner}/{repo}/git/refs/{ref*}',
      path: { ref: revision.slice('refs/'.length) },
      answer: answers.refs,
    })
    const found = data.find(({ ref }) => ref === revision)
    if (found?.object.type === 'commit') return found.object.sha
    const tagged = found?.object.type === 'tag' && (await commitOfTag(client, found.object.sha, revision))
    if (tagged) return tagged
    throw new OutsideError(
      commonReasons['outside-failed'],
      `${revision} is not the name of a commit here`,
      'Give a full ref of a branch, such as refs/heads/main.',
    )
  }

  const contentsAt = async (path: string, commit: string) => {
    const asked = {
      to: `read ${path} at ${commit}`,
      permission,
      route: 'GET /repos/{owner}/{repo}/contents/{path*}',
    }
    try {
      const { data } = await client.ask({
        ...asked,
        path: { path },
        query: { ref: commit },
        answer: answers.contents,
      })
      if ('html_url' in data) requireCommit(path, commit, data.html_url)
      return data
    } catch (error) {
      // The commit exists, because its ref was found or an event names it. So the path is missing.
      if (isRefusal(error, 404) && error.said !== '') return undefined
      throw error
    }
  }

  const trees = rememberTrees(async (commit) => readTree(client, await commitOf(commit)))

  return {
    ...trees,
    commitAt: commitOf,
    async history(base, head) {
      const [from, to] = await Promise.all([commitOf(base), commitOf(head)])
      return readHistory(client, from, to)
    },
    ofCommit: (commit) => differenceToParent(trees, commit),
    async blob(id) {
      const { data } = await client.ask({
        ...forBlob(requireRevision(id)),
        answer: answers.blob,
      })
      return decode(data, `the blob ${id}`)
    },
    commitOfTag: (id, tag) => commitOfTag(client, requireRevision(id), tag),
    async mergeBase(base, head) {
      const [from, to] = await Promise.all([commitOf(base), commitOf(head)])
      return findMergeBase(client, from, to)
    },
    async read(path, ref) {
      const commit = await commitOf(ref)
      const found = await contentsAt(requirePath(path), commit)
      if (found === undefined) return undefined
      if (found.type === 'file') return { path, bytes: decode(found, `${path} at ${ref}`) }
      const target = found.type === 'symlink' ? targetOf(path, found.target ?? '') : undefined
      const followed = target === undefined ? undefined : await contentsAt(target, commit)
      if (followed?.type !== 'file') throw notAFile(path, ref, found.type)
      return { path, bytes: decode(followed, `${path} at ${ref}`) }
    },
  }
}

/** Returns the target of a symlink, from the root of the repository; undefined if it is outside. */
function targetOf(link: string, target: string): string | undefined {
  const path = posix.join(posix.dirname(link), target)
  return posix.isAbsolute(target) || !isPath(path) ? undefined : path
}

/** Requires an answer for the commit: a branch may have the same name, and would be read in its place. */
function requireCommit(path: string, commit: string, shownAt: string): void {
  if (shownAt.includes(`/src/commit/${commit}/`)) return
  throw new OutsideError(
    commonReasons['outside-failed'],
    `Gitea was asked for ${path} at the commit ${commit}, and answered from elsewhere`,
    'Look for a branch or a tag that is called like the commit, and delete it.',
  )
}

interface Content {
  readonly content?: string | null | undefined
  readonly size: number
}

function decode({ content, size }: Content, what: string): Uint8Array {
  if (content === undefined || content === null)
    throw new OutsideError(
      commonReasons['outside-failed'],
      `${what} has ${size} bytes, which is more than this Gitea gives over its API`,
      'Make the file smaller, or raise DEFAULT_MAX_BLOB_SIZE in the section [api] of the instance.',
    )
  return decodeContent('Gitea', { content, size }, what)
}
