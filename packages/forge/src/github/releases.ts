import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import type { ForgeAccess, ForgeClient } from '../client.ts'
import type { Releases } from '../ports/releases.ts'
import { createReading } from '../read-releases.ts'
import type { ReleaseDialect, ReleaseSubject } from '../release-dialect.ts'
import { releaseReasons } from '../release-reasons.ts'
import { createWriting } from '../write-releases.ts'
import { createGitHubClient } from './client.ts'
import * as answers from './release-answers.ts'
import { createGitHubAssets } from './release-assets.ts'
import { readAttestations } from './release-attestations.ts'
import { explainRelease } from './release-refusals.ts'
import { createGitHubTags } from './tags.ts'
import { explainHidden } from './workflow-files.ts'

/** Characters that GitHub accepts as the text of a release. */
const longestBody = 125_000

/** Returns the releases of a repository of GitHub, without a request. */
export function connectGitHubReleases(access: ForgeAccess): Releases {
  const client = createGitHubClient(access)
  const dialect = dialectOf(client)
  const tags = createGitHubTags(client)
  return {
    can: { immutable: true, latest: true, generateNotes: true, digests: true },
    ...createReading(client, dialect),
    ...createWriting(client, dialect, {
      requireBody: requireShort,
      toPublication: ({ makeLatest }) => ({ make_latest: makeLatest }),
      commitOf: async (name) => (await tags.tag(name))?.commit,
    }),
    ...createGitHubAssets(client, access),
    ...tags,
    async generatedNotes({ tag, commit, previous }) {
      const { data } = await client.ask({
        to: `generate the notes of ${tag}`,
        permission: dialect.permission.write,
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

function dialectOf(client: ForgeClient): ReleaseDialect {
  const explain = async (error: unknown, { target, ...subject }: ReleaseSubject) => {
    const explained = explainRelease(error, subject)
    return target === undefined
      ? explained
      : explainHidden(client, explained, { to: subject.to, commit: target })
  }
  return {
    forge: 'GitHub',
    permission: { read: 'contents: read', write: 'contents: write' },
    answers: { release: answers.release, releases: answers.releases, nothing: answers.nothing },
    explain,
    explainPublication: explain,
    repeatsPublication: true,
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
