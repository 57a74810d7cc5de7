import type { ForgeClient } from '../client.ts'
import type { Releases } from '../ports/releases.ts'
import { releaseReasons } from '../release-reasons.ts'
import { UnconfirmedWrite } from '../unconfirmed-write.ts'
import { readTags } from './read-tags.ts'
import * as answers from './release-answers.ts'
import { explainRelease } from './release-refusals.ts'

/** Returns what {@link Releases} has for tags, over Gitea's API. */
export function createGiteaTags(client: ForgeClient): Pick<Releases, 'tag' | 'createTag'> {
  // The list shows that a tag does not exist. A 404 does not: a token that may not read gets the same.
  const tag = async (name: string) => (await readTags(client)).find((each) => each.name === name)

  return {
    tag,
    async createTag({ name, commit, message }) {
      const to = `create the tag ${name}`
      await client
        .ask({
          to,
          permission: 'contents: write',
          route: 'POST /repos/{owner}/{repo}/tags',
          body: { tag_name: name, target: commit, message },
          answer: answers.tag,
        })
        .catch((error) => {
          throw explainRelease(error, { to, tag: name, isTag: true })
        })
      const made = await tag(name)
      if (made?.commit === commit && made.isAnnotated) return
      throw new UnconfirmedWrite(
        releaseReasons['release-not-confirmed'],
        `could not ${to}: Gitea accepted it, and ${made ? `shows it at ${made.commit}` : 'does not show it'}`,
      )
    },
  }
}
