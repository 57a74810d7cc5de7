import { UsageError } from '@suite/errors'
import type { ForgeAccess } from '../client.ts'
import type { Releases } from '../ports/releases.ts'
import { createReading } from '../read-releases.ts'
import type { ReleaseDialect } from '../release-dialect.ts'
import { releaseReasons } from '../release-reasons.ts'
import { createWriting } from '../write-releases.ts'
import { nothing } from './answers.ts'
import { createGiteaClient } from './client.ts'
import * as answers from './release-answers.ts'
import { createGiteaAssets } from './release-assets.ts'
import { explainPublication, explainRelease } from './release-refusals.ts'
import { createGiteaTags } from './tags.ts'

const dialect: ReleaseDialect = {
  forge: 'Gitea',
  permission: { read: 'releases: read', write: 'releases: write' },
  answers: { release: answers.release, releases: answers.releases, nothing },
  explain: async (error, subject) => explainRelease(error, subject),
  explainPublication: async (error, subject) => explainPublication(error, subject),
  // Gitea answers 500 where another try does not help.
  repeatsPublication: false,
}

/** Returns the releases of a repository of Gitea, without a request. */
export function connectGiteaReleases(access: ForgeAccess): Releases {
  const client = createGiteaClient(access)
  const tags = createGiteaTags(client)
  return {
    can: { immutable: false, latest: false, generateNotes: false, digests: false },
    ...createReading(client, dialect),
    ...createWriting(client, dialect, {
      requireBody: () => {},
      toPublication: ({ makeLatest }) => {
        if (makeLatest !== 'legacy') throw missing('choose the latest release')
        return {}
      },
      commitOf: async (name) => (await tags.tag(name))?.commit,
    }),
    ...createGiteaAssets(client, access),
    ...tags,
    generatedNotes: async () => {
      throw missing('generate notes')
    },
    immutableSetting: async () => false,
    attestationsOf: async () => {
      throw missing('read release attestations')
    },
  }
}

function missing(what: string): UsageError {
  return new UsageError(releaseReasons['release-feature-missing'], `Gitea cannot ${what}`)
}
