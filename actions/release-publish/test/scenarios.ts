import type { Scenario } from '@suite/testkit/sweep'
import { openRelease, type ReleaseScene } from './release-world.ts'
import { byHand } from './what-is-published.ts'

/** A release that a person published, and that has every file. */
const published =
  (changed: Readonly<Record<string, string>> = {}) =>
  ({ repository, tag, commit, files }: ReleaseScene) =>
    repository.releases.publish({ tag, target: commit, body: byHand, assets: { ...files, ...changed } })

/** The seconds that a run waits for a read to follow a write. */
const patience = 12

export const scenarios: readonly Scenario[] = [
  { name: 'publishes', deserves: 'pass', patience, open: () => openRelease({ kind: 'github' }) },
  {
    name: 'publishes an immutable prerelease with all that can be asked for',
    deserves: 'pass',
    patience,
    open: () =>
      openRelease({
        kind: 'github',
        version: '1.2.3-rc.1',
        inputs: {
          existing: 'resume',
          prerelease: 'true',
          'annotated-tag': 'true',
          'generate-notes': 'true',
          immutable: 'require',
        },
        prepare: ({ repository }) => Object.assign(repository.releases.behaviour, { immutable: true }),
      }),
  },
  {
    name: 'finds it published',
    deserves: 'pass',
    patience,
    open: () => openRelease({ kind: 'github', inputs: { existing: 'resume' }, prepare: published() }),
  },
  {
    name: 'publishes on Gitea, which has no digests',
    deserves: 'pass',
    patience,
    open: () => openRelease({ kind: 'gitea', inputs: { existing: 'resume', 'annotated-tag': 'true' } }),
  },
  {
    name: 'dry run',
    deserves: 'skip',
    patience,
    open: () =>
      openRelease({ kind: 'github', inputs: { 'dry-run': 'true' } }, ({ repository, tag }) => ({
        others: {},
        async missing() {
          if (repository.releases.list().length > 0) return 'a dry run made a release'
          const tagged = await repository.resolve(`refs/tags/${tag}`).catch(() => undefined)
          return tagged === undefined ? undefined : 'a dry run made a tag'
        },
      })),
  },
  {
    name: 'finds the tag at another commit',
    deserves: 'fail',
    patience,
    open: () =>
      openRelease({
        kind: 'github',
        inputs: { existing: 'resume' },
        prepare: ({ repository, tag, aside }) => repository.tag(tag, aside),
      }),
  },
  {
    name: 'finds another file published on Gitea',
    deserves: 'fail',
    patience,
    open: () =>
      openRelease({
        kind: 'gitea',
        inputs: { existing: 'resume' },
        prepare: published({ 'manifest.json': '{"schema": "another"}' }),
      }),
  },
]
