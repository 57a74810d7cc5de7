import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import * as answers from './answers.ts'

/**
 * Returns the commit that a tag points to; undefined if it points to a tree or a blob. Gitea follows the id of an
 * annotated tag to its commit. Its answer for the name of the tag is not used, because the tag may have moved.
 * @throws OutsideError if the object does not exist
 */
export async function commitOfTag(client: ForgeClient, id: string, tag: string): Promise<string | undefined> {
  const purpose = { to: `find the commit of ${tag}`, permission: 'contents: read' }
  try {
    const { data } = await client.ask({
      ...purpose,
      route: 'GET /repos/{owner}/{repo}/git/commits/{id}',
      path: { id },
      query: { stat: false, verification: false, files: false },
      answer: answers.commit,
    })
    return data.sha
  } catch (error) {
    if (!isRefusal(error, 404)) throw error
    // Only an object that exists is known not to be a commit.
    const { data } = await client.ask({
      ...purpose,
      route: 'GET /repos/{owner}/{repo}/git/refs/{ref*}',
      path: { ref: tag.slice('refs/'.length) },
      answer: answers.refs,
    })
    if (data.some(({ ref, object }) => ref === tag && object.sha === id)) return undefined
    throw error
  }
}
