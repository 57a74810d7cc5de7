import { isRefusal } from '@suite/rest'
import type { ForgeClient } from './client.ts'
import { incomplete } from './incomplete.ts'
import type { Release, Releases } from './ports/releases.ts'
import type { ReleaseDialect } from './release-dialect.ts'
import { nameRelease } from './release-name.ts'

/** Releases on a page. Each may have a long text and many files, and an answer has a limit of bytes. */
const pageSize = 20

/** Returns the part of {@link Releases} that reads releases. */
export function createReading(
  client: ForgeClient,
  { forge, permission, answers }: ReleaseDialect,
): Pick<Releases, 'all' | 'published' | 'latest' | 'read'> {
  async function all(needed = permission.write): Promise<readonly Release[]> {
    const question = {
      to: 'list the releases',
      permission: needed,
      route: 'GET /repos/{owner}/{repo}/releases',
      answer: answers.releases,
    }
    return client.askProven(question, pageSize)
  }

  /**
   * Returns one release. A forge answers 404 also to a token that may not see it, so only a list that does not have the
   * release either shows that it does not exist.
   */
  async function one(
    question: {
      readonly to: string
      readonly route: string
      readonly path?: Readonly<Record<string, string | number>>
    },
    isIt: (release: Release) => boolean,
    listed?: Promise<readonly Release[]>,
  ): Promise<Release | undefined> {
    try {
      const { data } = await client.ask({ ...question, permission: permission.read, answer: answers.release })
      return data
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
      // Drafts are seen only with the right to write, but a published release is enough here.
      return (await (listed ?? all(permission.read))).find(isIt)
    }
  }

  return {
    all: () => all(),
    async published(tag, listed) {
      const question = {
        to: `find the release of ${tag}`,
        route: 'GET /repos/{owner}/{repo}/releases/tags/{tag}',
        path: { tag },
      }
      const found = await one(question, (release) => !release.isDraft && release.tag === tag, listed)
      // Gitea answers with a draft, too. It has at most one release of a tag.
      return found?.isDraft ? undefined : found
    },
    latest: (listed) =>
      one(
        { to: 'find the latest release', route: 'GET /repos/{owner}/{repo}/releases/latest' },
        ({ isDraft, isPrerelease, tag }) => {
          if (isDraft || isPrerelease) return false
          throw incomplete(`${forge} names no latest release, and lists ${tag} as a stable one`)
        },
        listed,
      ),
    read: (asked) =>
      one(
        {
          to: `read ${nameRelease(asked)}`,
          route: 'GET /repos/{owner}/{repo}/releases/{id}',
          path: { id: asked.id },
        },
        (release) => release.id === asked.id,
      ),
  }
}
