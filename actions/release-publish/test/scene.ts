import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BundleRun, runBundle, shareProcesses } from '@suite/testkit/bundle'
import type { RunActionOptions } from '@suite/testkit/core'
import { type Gitea, startGitea } from '@suite/testkit/gitea'
import { type GitHub, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, expect } from 'vitest'
import { sumOf } from './model-forge.ts'
import { filesOf, writeFiles } from './release-folder.ts'

export { green, red } from '@suite/testkit/bundle'

export interface RunOptions extends Partial<Pick<RunActionOptions, 'signal' | 'reader' | 'environment'>> {
  readonly inputs?: Readonly<Record<string, string>>
  readonly token?: string
}

/** A repository with a commit to release, and the folder of its build. */
export type Shop = Awaited<ReturnType<ReturnType<typeof setScene>['shop']>>

/** Returns the stand-in of a forge for the tests of one file. */
export function setScene(kind: 'github' | 'gitea' = 'github') {
  let forge: GitHub | Gitea | undefined
  const warm = shareProcesses()
  beforeAll(async () => {
    forge = kind === 'gitea' ? await startGitea() : await startGitHub()
  })
  afterAll(() => forge?.close())
  const open = () => {
    if (forge === undefined) throw new Error('the scene is not open')
    return forge
  }

  return {
    forge: open,
    /** @param branch the branch that gets the commit to release, after a commit on the default branch */
    async shop({ branch = 'main' } = {}) {
      const { host, forge: address, token } = open()
      const all = open()
      // Each test is in an hour of its own.
      if ('rate' in all) all.rate.remaining = all.rate.limit
      const repository = await all.createRepository(`acme/kato-${crypto.randomUUID()}`)
      const first = await repository.commit({ branch: 'main', files: { 'main.ts': 'export {}\n' } })
      const commit = branch === 'main' ? first : await repository.commit({ branch, files: { 'side.ts': '' } })
      const workspace = await mkdtemp(join(tmpdir(), 'release-'))
      const folder = join(workspace, 'release-assets')
      const files = filesOf({ commit })
      await writeFiles(folder, files)
      const job = token({
        permissions: { contents: 'write', releases: 'write', attestations: 'read' } as never,
      })
      const { releases } = repository

      return {
        repository,
        /** The page of the repository. */
        url: `${address.serverUrl}/${repository.fullName}`,
        commit,
        workspace,
        folder,
        files,
        releases,
        host,
        /** Writes the folder as the build of another commit does. */
        build: (sha: string) => writeFiles(folder, filesOf({ commit: sha })),
        close: () => rm(workspace, { recursive: true, force: true }),
        /** The requests about this repository. */
        log: () => host.log.filter(({ path }) => path.includes(repository.fullName)),
        async run({ inputs = {}, token: given = job, ...rest }: RunOptions = {}): Promise<BundleRun> {
          const trigger = await repository.trigger.workflowDispatch({})
          return runBundle('release-publish', {
            ...trigger,
            forge: address,
            token: given,
            workspace,
            log: host.log,
            isOurs: ({ path }) => path.includes(repository.fullName),
            warm: warm(),
            inputs: {
              tag: 'v1.2.3',
              ref: commit,
              'assets-manifest': 'release-assets/manifest.json',
              timeout: '120s',
              ...inputs,
            },
            ...rest,
          })
        },
      }
    },
  }
}

/** Asserts what "published" means: one release of the tag, with the bytes of every file, and the tag at the commit. */
export async function expectPublished(
  { releases, repository, commit, files }: Shop,
  more: readonly string[] = [],
  tag = 'v1.2.3',
): Promise<void> {
  const ofTag = releases.list().filter((each) => each.tag === tag)
  expect(ofTag.map(({ isDraft }) => isDraft)).toEqual([false])
  const assets = ofTag[0]?.assets ?? []
  expect(assets.map(({ name }) => name).sort()).toEqual([...Object.keys(files), ...more].sort())
  for (const { name, state, sha256 } of assets)
    if (!more.includes(name))
      expect([name, state, sha256]).toEqual([name, 'uploaded', sumOf(files[name] ?? '')])
  expect(await repository.resolve(`refs/tags/${tag}^{commit}`)).toBe(commit)
}

/** Returns method and path below the repository of each request that writes. */
export function writesIn(
  log: readonly { readonly method: string; readonly path: string }[],
): readonly string[] {
  return log
    .filter(({ method }) => method !== 'GET')
    .map(
      ({ method, path }) =>
        `${method} ${path.replace(/^.*\/acme\/kato-[0-9a-f-]+\//, '').replaceAll(/\d+/g, 'N')}`,
    )
}
