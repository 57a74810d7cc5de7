import type { Scenario, World } from '@suite/testkit/sweep'
import { writeMark } from '../src/notes/mark.ts'
import { sumOf } from './model-forge.ts'
import { openRelease, type ReleaseScene } from './release-world.ts'
import { byHand } from './what-is-published.ts'

/** A release that a person published, and that has every file. */
const published =
  (changed: Readonly<Record<string, string>> = {}) =>
  ({ repository, tag, commit, files }: ReleaseScene) =>
    repository.releases.publish({ tag, target: commit, body: byHand, assets: { ...files, ...changed } })

/**
 * The draft of a run that was killed before it wrote the notes, in a repository with immutable releases. It has every
 * file, because `publishes` sends them.
 */
async function leaveDraft({ repository, tag, commit, files: assets }: ReleaseScene): Promise<void> {
  Object.assign(repository.releases.behaviour, { immutable: true })
  const manifest = sumOf(assets['manifest.json'] ?? '')
  const body = `${writeMark({ tag, commit, manifest })}\n`
  await repository.releases.draft({ tag, target: commit, body, isPrerelease: true, assets })
}

/** Each act of somebody else is a cell before and after each request: these are the ones that differ here. */
const only =
  (...names: readonly string[]) =>
  (_: ReleaseScene, { others = {} }: World): Partial<World> => ({
    others: Object.fromEntries(Object.entries(others).filter(([name]) => names.includes(name))),
  })

/** The seconds that a run waits for a read to follow a write. */
const patience = 12

export const scenarios: readonly Scenario[] = [
  // Everything that is written on GitHub without an option: a draft, three files, the publication. All acts of others.
  {
    name: 'publishes',
    deserves: 'pass',
    patience,
    open: () => openRelease({ kind: 'github', inputs: { existing: 'resume' } }),
  },
  // Reads a release that it may not touch: the only reads that decide a pass without a write.
  {
    name: 'finds it published',
    deserves: 'pass',
    patience,
    open: () => openRelease({ kind: 'github', inputs: { existing: 'resume' }, prepare: published() }),
  },
  // What only options ask for: notes that GitHub generates, a change of a draft, an annotated tag, the latest release,
  // the attestation of an immutable release, and the last change of the notes.
  {
    name: 'finishes a draft as an immutable prerelease with generated notes',
    deserves: 'pass',
    patience,
    open: () =>
      openRelease(
        {
          kind: 'github',
          version: '1.2.3-rc.1',
          inputs: {
            existing: 'resume',
            prerelease: 'true',
            'annotated-tag': 'true',
            'generate-notes': 'true',
            immutable: 'require',
          },
          prepare: leaveDraft,
        },
        only('a release by hand', 'a file by hand'),
      ),
  },
  // Another client: lists with a count, bytes that are read back because there are no digests, a tag of its own route.
  {
    name: 'publishes on Gitea, which has no digests',
    deserves: 'pass',
    patience,
    open: () =>
      openRelease(
        { kind: 'gitea', inputs: { existing: 'resume', 'annotated-tag': 'true' } },
        only('a tag at another commit', 'a file by hand'),
      ),
  },
  // Ends after the first reads, and must write nothing.
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
  // No answer about a tag may turn these two into a pass, and none about the bytes of a file.
  {
    name: 'finds the tag at another commit',
    deserves: 'fail',
    patience,
    open: () =>
      openRelease({
        kind: 'github',
        inputs: { existing: 'resume' },
        prepare: async ({ repository, tag, aside }) => repository.tag(tag, await aside()),
      }),
  },
  {
    name: 'finds another file published on Gitea',
    deserves: 'fail',
    patience,
    open: () =>
      openRelease(
        {
          kind: 'gitea',
          inputs: { existing: 'resume' },
          prepare: published({ 'manifest.json': '{"schema": "another"}' }),
        },
        // Once the release is deleted, the tag may be released again.
        only('a push', 'a tag at another commit', 'a draft by hand', 'a file by hand'),
      ),
  },
]
