import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type * as z from 'zod/mini'
import type { ForgeClient } from '../client.ts'
import * as answers from './answers.ts'

/** The highest number of tags that point to each other. */
const mostTags = 20

/**
 * Returns the commit that a tag points to; undefined if it points to a tree or a blob.
 * @throws OutsideError if the object does not exist, or too many tags point to each other
 * @see https://docs.github.com/rest/git/tags#get-a-tag
 */
export async function commitOfTag(client: ForgeClient, id: string, tag: string): Promise<string | undefined> {
  const get = <Data>(
    what: 'commits' | 'tags' | 'trees' | 'blobs',
    sha: string,
    answer: z.ZodMiniType<Data>,
  ) =>
    client.ask({
      to: `find the commit of ${tag}`,
      permission: 'contents: read',
      route: `GET /repos/{owner}/{repo}/git/${what}/{sha}`,
      path: { sha },
      answer,
    })
  /** Returns undefined if no object of this kind has the id. */
  const find = async <Data>(...asked: Parameters<typeof get<Data>>): Promise<Data | undefined> => {
    try {
      return (await get(...asked)).data
    } catch (error) {
      if ([404, 409, 422].some((status) => isRefusal(error, status))) return undefined
      throw error
    }
  }

  const commit = await find('commits', id, answers.commit)
  if (commit !== undefined) return commit.sha
  let next = id
  for (let depth = 0; depth < mostTags; depth += 1) {
    const found = await find('tags', next, answers.tag)
    if (found === undefined) break
    const { sha, type } = found.object
    if (type !== 'tag') return type === 'commit' ? sha : undefined
    next = sha
  }
  if (next !== id)
    throw new OutsideError(
      commonReasons['outside-failed'],
      `${tag} leads over ${next}, which GitHub does not give as a tag`,
      'Make the tag again, of a commit.',
    )
  // Only an object that exists is known not to be a commit.
  const [tree, blob] = await Promise.all([
    find('trees', id, answers.commit),
    find('blobs', id, answers.commit),
  ])
  if (tree === undefined && blob === undefined) await get('commits', id, answers.commit)
  return undefined
}
