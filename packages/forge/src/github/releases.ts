import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import { confirmRelease, expectedChange, expectedDraft, expectedPublication } from '../confirm-release.ts'
import { incomplete } from '../incomplete.ts'
import type { Release, Releases } from '../ports/releases.ts'
import { releaseReasons } from '../release-reasons.ts'
import { createGitHubClient } from './client.ts'
import * as answers from './release-answers.ts'
import { createGitHubAssets } from './release-assets.ts'
import { readAttestations } from './release-attestations.ts'
import { explainRelease } from './release-refusals.ts'
import { createGitHubTags } from './tags.ts'
import { explainHidden } from './workflow-files.ts'

const permission = 'contents: write'

/** Characters that GitHub accepts as the text of a release. */
const longestBody = 125_000

/** Returns the releases of a repository of GitHub, without a request. */
export function connectGitHubReleases(access: ForgeAccess): Releases {
  const client = createGitHubClient(access)
  return {
    can: { immutable: true, latest: true, generateNotes: true, digests: true },
    ...createReading(client),
    ...createWriting(client),
    ...createGitHubAssets(client, access),
    ...createGitHubTags(client),
    async generatedNotes({ tag, commit, previous }) {
      const { data } = await client.ask({
        to: `generate the notes of ${tag}`,
        permission,
        route: 'POST /repos/{owner}/{repo}/releases/generate-notes',
        body: {
          tag_name: tag,
          target_commitish: commit,
          ...(previous !== undefined && { previous_tag_name: previous }),
        },
        idempotent: true,
        answer: answers.notes,
      })
      return data
    },
    async immutableSetting() {
      try {
        const { data } = await client.ask({
          to: 'find whether releases become immutable',
          permission: 'administration: read',
          route: 'GET /repos/{owner}/{repo}/immutable-releases',
          answer: answers.immutableReleases,
        })
        return data.enabled
      } catch (error) {
        // 404 is the answer both for a repository without the setting and for a token that may not read it.
        if (isRefusal(error, 403) || isRefusal(error, 404)) return undefined
        throw error
      }
    },
    attestationsOf: (digest) => readAttestations(client, digest),
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

  /**
   * Returns one release. GitHub answers 404 also to a token that may not see it, so only a list that does not have the
   * release either shows that it does not exist.
   */
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
        permission: 'contents: read',
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
    published: (tag) =>
      one(
        {
          to: `find the release of ${tag}`,
          route: 'GET /repos/{owner}/{repo}/releases/tags/{tag}',
          path: { tag },
        },
        (release) => !release.isDraft && release.tag === tag,
      ),
    latest: () =>
      one(
        { to: 'find the latest release', route: 'GET /repos/{owner}/{repo}/releases/latest' },
        ({ isDraft, isPrerelease, tag }) => {
          if (isDraft || isPrerelease) return false
          throw incomplete(`GitHub names no latest release, and lists ${tag} as a stable one`)
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
  const change = async (to: string, id: number, body: unknown) => {
    const { data } = await client.ask({
      to,
      permission,
      route: 'PATCH /repos/{owner}/{repo}/releases/{id}',
      path: { id },
      body,
      idempotent: true,
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
      requireShort(to, body)
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
        return confirmRelease('GitHub', to, data, expectedDraft(draft))
      } catch (error) {
        throw await explainHidden(client, explainRelease(error, { to, tag }), { to, commit: target })
      }
    },

    async update(id, changed) {
      const to = `change the release ${id}`
      if (changed.body !== undefined) requireShort(to, changed.body)
      const { body, name, isPrerelease, target } = changed
      const sent = {
        ...(body !== undefined && { body }),
        ...(name !== undefined && { name }),
        ...(isPrerelease !== undefined && { prerelease: isPrerelease }),
        ...(target !== undefined && { target_commitish: target }),
      }
      const data = await change(to, id, sent).catch((error) => {
        throw explainRelease(error, { to })
      })
      return confirmRelease('GitHub', to, data, expectedChange(changed))
    },

    async publish(id, publication) {
      const { isPrerelease, makeLatest } = publication
      const before = await read(`read the release ${id} before it is published`, id)
      const to = `publish the release of ${before.tag}`
      const sent = { draft: false, prerelease: isPrerelease, make_latest: makeLatest }
      const data = await change(to, id, sent).catch(async (error) => {
        const explained = explainRelease(error, { to, tag: before.tag })
        throw await explainHidden(client, explained, { to, commit: before.target })
      })
      return confirmRelease('GitHub', to, data, { ...expectedPublication(publication), tag: before.tag })
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
          answer: answers.nothing,
        })
      } catch (error) {
        // A repeated request finds the draft deleted by the first one.
        if (!isRefusal(error, 404)) throw explainRelease(error, { to, tag })
      }
    },
  }
}

function requireShort(to: string, body: string): void {
  const { length } = [...body]
  if (length <= longestBody) return
  throw new OutsideError(
    releaseReasons['release-body-too-long'],
    `could not ${to}: its text has ${length} characters, and GitHub accepts ${longestBody}`,
  )
}
