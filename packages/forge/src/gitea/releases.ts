import { OutsideError, UsageError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { confirmRelease, expectedChange, expectedDraft, expectedPublication } from '../confirm-release.ts'
import { incomplete } from '../incomplete.ts'
import type { Release, Releases } from '../ports/releases.ts'
import { releaseReasons } from '../release-reasons.ts'
import * as shared from './answers.ts'
import { createGiteaClient } from './client.ts'
import * as answers from './release-answers.ts'
import { createGiteaAssets } from './release-assets.ts'
import { explainPublication, explainRelease } from './release-refusals.ts'
import { createGiteaTags } from './tags.ts'

const permission = 'releases: write'

/** Returns the releases of a repository of Gitea, without a request. */
export function connectGiteaReleases(access: ForgeAccess): Releases {
  const client = createGiteaClient(access)
  return {
    can: { immutable: false, latest: false, generateNotes: false, digests: false },
    ...createReading(client),
    ...createWriting(client),
    ...createGiteaAssets(client, access),
    ...createGiteaTags(client),
    generatedNotes: async () => {
      throw missing('generate notes')
    },
    immutableSetting: async () => false,
    attestationsOf: async () => {
      throw missing('read release attestations')
    },
  }
}

function createReading(client: ForgeClient): Pick<Releases, 'all' | 'published' | 'latest' | 'read'> {
  async function all(): Promise<readonly Release[]> {
    const to = 'list the releases'
    const rows = await client.askAll({
      to,
      permission,
      route: 'GET /repos/{owner}/{repo}/releases',
      answer: answers.releases,
    })
    if (new Set(rows.map(({ id }) => id)).size === rows.length) return rows
    throw incomplete(`could not ${to}: the list changed while it was read`)
  }

  /** Returns one release. Gitea answers 404 also to a token that may not see it, so the list must not have it either. */
  async function one(
    question: {
      readonly to: string
      readonly route: string
      readonly path?: Readonly<Record<string, string | number>>
    },
    isIt: (release: Release) => boolean,
  ): Promise<Release | undefined> {
    try {
      const { data } = await client.ask({
        ...question,
        permission: 'releases: read',
        answer: answers.release,
      })
      return data
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
      return (await all()).find(isIt)
    }
  }

  return {
    all,
    /** Gitea answers with a draft, too, and has at most one release of a tag. */
    async published(tag) {
      const found = await one(
        {
          to: `find the release of ${tag}`,
          route: 'GET /repos/{owner}/{repo}/releases/tags/{tag}',
          path: { tag },
        },
        (release) => !release.isDraft && release.tag === tag,
      )
      return found?.isDraft === false ? found : undefined
    },
    latest: () =>
      one(
        { to: 'find the latest release', route: 'GET /repos/{owner}/{repo}/releases/latest' },
        ({ isDraft, isPrerelease, tag }) => {
          if (isDraft || isPrerelease) return false
          throw incomplete(`Gitea names no latest release, and lists ${tag} as a stable one`)
        },
      ),
    read: (id) =>
      one(
        { to: `read the release ${id}`, route: 'GET /repos/{owner}/{repo}/releases/{id}', path: { id } },
        (release) => release.id === id,
      ),
  }
}

function createWriting(
  client: ForgeClient,
): Pick<Releases, 'createDraft' | 'update' | 'publish' | 'removeDraft'> {
  const change = async (to: string, id: number, body: unknown, idempotent: boolean) => {
    const { data } = await client.ask({
      to,
      permission,
      route: 'PATCH /repos/{owner}/{repo}/releases/{id}',
      path: { id },
      body,
      idempotent,
      answer: answers.release,
    })
    return data
  }

  const read = async (to: string, id: number) => {
    const { data } = await client.ask({
      to,
      permission,
      route: 'GET /repos/{owner}/{repo}/releases/{id}',
      path: { id },
      answer: answers.release,
    })
    return data
  }

  return {
    async createDraft(draft) {
      const { tag, target, name, body, isPrerelease } = draft
      const to = `create the draft of ${tag}`
      try {
        const { data } = await client.ask({
          to,
          permission,
          route: 'POST /repos/{owner}/{repo}/releases',
          body: {
            tag_name: tag,
            target_commitish: target,
            name,
            body,
            prerelease: isPrerelease,
            draft: true,
          },
          answer: answers.release,
        })
        return confirmRelease('Gitea', to, data, expectedDraft(draft))
      } catch (error) {
        throw explainRelease(error, { to, tag })
      }
    },

    async update(id, changed) {
      const to = `change the release ${id}`
      const { body, name, isPrerelease, target } = changed
      const sent = {
        ...(body !== undefined && { body }),
        ...(name !== undefined && { name }),
        ...(isPrerelease !== undefined && { prerelease: isPrerelease }),
        ...(target !== undefined && { target_commitish: target }),
      }
      return confirmRelease('Gitea', to, await change(to, id, sent, true), expectedChange(changed))
    },

    async publish(id, publication) {
      const { isPrerelease, makeLatest } = publication
      if (makeLatest !== 'legacy') throw missing('choose the latest release')
      const { tag, target } = await read(`read the release ${id} before it is published`, id)
      const to = `publish the release of ${tag}`
      // Gitea answers 500 where another try does not help, so that nothing is sent twice.
      const data = await change(to, id, { draft: false, prerelease: isPrerelease }, false).catch((error) => {
        throw explainPublication(error, { to, tag, target })
      })
      return confirmRelease('Gitea', to, data, { ...expectedPublication(publication), tag })
    },

    async removeDraft(id) {
      const to = `delete the draft ${id}`
      const { isDraft, tag } = await read(to, id)
      if (!isDraft)
        throw new OutsideError(
          releaseReasons['release-not-draft'],
          `could not ${to}: the release of ${tag} is published by now`,
        )
      try {
        await client.ask({
          to,
          permission,
          route: 'DELETE /repos/{owner}/{repo}/releases/{id}',
          path: { id },
          idempotent: true,
          answer: shared.nothing,
        })
      } catch (error) {
        // A repeated request finds the draft deleted by the first one.
        if (!isRefusal(error, 404)) throw explainRelease(error, { to, tag })
      }
    },
  }
}

function missing(what: string): UsageError {
  return new UsageError(releaseReasons['release-feature-missing'], `Gitea cannot ${what}`)
}
