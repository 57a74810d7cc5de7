import { commonReasons, OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeClient } from '../client.ts'
import type { Releases, TagFact } from '../ports/releases.ts'
import { releaseReasons } from '../release-reasons.ts'
import { UnconfirmedWrite } from '../unconfirmed-write.ts'
import { commitOfTag } from './commit-of-tag.ts'
import * as answers from './release-answers.ts'
import { explainRelease } from './release-refusals.ts'
import { explainHidden } from './workflow-files.ts'

const permission = 'contents: write'

/** Returns what {@link Releases} has for tags, over GitHub's REST API. */
export function createGitHubTags(client: ForgeClient): Pick<Releases, 'tag' | 'createTag'> {
  /**
   * Finds a ref by its own route. That there is none is shown by the list of the refs that begin with the name as well:
   * 404 is the answer to a token that may not read them, too, and a list may be cut.
   */
  async function refOf(ref: string, name: string) {
    const question = { to: `find the tag ${name}`, permission: 'contents: read', path: { name } }
    try {
      const route = 'GET /repos/{owner}/{repo}/git/ref/tags/{name*}'
      return (await client.ask({ ...question, route, answer: answers.tagRef(ref) })).data
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
      const route = 'GET /repos/{owner}/{repo}/git/matching-refs/tags/{name*}'
      const refs = await client.askAll({ ...question, route, answer: answers.tagRefs })
      return refs.find((row) => row.ref === ref)
    }
  }

  async function tag(name: string): Promise<TagFact | undefined> {
    const ref = `refs/tags/${name}`
    const found = await refOf(ref, name)
    if (found === undefined) return undefined
    const { sha, type } = found.object
    const commit = type === 'commit' ? sha : await commitOfTag(client, sha, ref)
    if (commit === undefined)
      throw new OutsideError(
        commonReasons['outside-failed'],
        `the tag ${name} points to something other than a commit`,
        'Delete the tag, or release under another name.',
      )
    return { name, object: sha, commit, isAnnotated: type === 'tag' }
  }

  return {
    tag,
    async createTag({ name, commit, message }) {
      const to = `create the tag ${name}`
      try {
        const { data } = await client.ask({
          to,
          permission,
          route: 'POST /repos/{owner}/{repo}/git/tags',
          body: { tag: name, message, object: commit, type: 'commit' },
          answer: answers.madeTag,
        })
        await client.ask({
          to,
          permission,
          route: 'POST /repos/{owner}/{repo}/git/refs',
          body: { ref: `refs/tags/${name}`, sha: data.sha },
          answer: answers.madeRef,
        })
      } catch (error) {
        throw await explainHidden(client, explainRelease(error, { to, tag: name }), { to, commit })
      }
      const made = await tag(name)
      if (made?.commit === commit && made.isAnnotated) return
      throw new UnconfirmedWrite(
        releaseReasons['release-not-confirmed'],
        `could not ${to}: GitHub accepted it, and ${made ? `shows it at ${made.commit}` : 'does not show it'}`,
      )
    },
  }
}
