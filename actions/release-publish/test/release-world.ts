import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReleaseManifest } from '@suite/release-assets'
import { type Gitea, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { type GitHub, type Repository, startGitHub } from '@suite/testkit/github'
import { fixedClock, runInWorld, type World } from '@suite/testkit/sweep'
import { othersOf } from './others.ts'
import { filesOf, writeFiles } from './release-folder.ts'
import { lackOfRelease, stateOf } from './what-is-published.ts'

/** What is released, and on which forge. */
export interface ReleaseCase {
  readonly kind: 'github' | 'gitea'
  readonly version?: string
  readonly inputs?: Readonly<Record<string, string>>
  /** What the repository has before the run. */
  readonly prepare?: (scene: ReleaseScene) => unknown
}

/** A repository with a commit to release, and the folder of its build. */
export interface ReleaseScene {
  readonly forge: GitHub | Gitea
  readonly repository: Repository | GiteaRepository
  readonly commit: string
  /** Makes a commit on another branch. */
  aside(): Promise<string>
  readonly version: string
  readonly tag: string
  readonly files: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
}

/** One binary, its manifest and the sums: each more file repeats the same requests. */
function buildOf(commit: string, version: string): Readonly<Record<string, string>> {
  const { assets } = JSON.parse(filesOf({ commit, version })['manifest.json'] ?? '') as ReleaseManifest
  return filesOf({ commit, version, manifest: { assets: assets.slice(0, 1), documents: [] } })
}

/** Opens a world in which a release of three files is published. */
export async function openRelease(
  { kind, version = '1.2.3', inputs = {}, prepare }: ReleaseCase,
  given: (scene: ReleaseScene, world: World) => Partial<World> = () => ({}),
): Promise<World> {
  const forge =
    kind === 'gitea' ? await startGitea({ now: fixedClock }) : await startGitHub({ now: fixedClock })
  const repository = await forge.createRepository('acme/kato')
  const commit = await repository.commit({ branch: 'main', files: { 'main.ts': 'export {}\n' } })
  const workspace = await mkdtemp(join(tmpdir(), 'release-'))
  const files = buildOf(commit, version)
  await writeFiles(join(workspace, 'release-assets'), files)
  const scene: ReleaseScene = {
    ...{ forge, repository, commit, version, files },
    aside: () => repository.commit({ branch: 'aside', files: { 'side.ts': '' } }),
    tag: `v${version}`,
    inputs,
  }
  await prepare?.(scene)
  const token = forge.token({
    permissions: { contents: 'write', releases: 'write', attestations: 'read' } as never,
  })
  const trigger = await repository.trigger.workflowDispatch({})
  const { others, overlooks } = othersOf(scene)
  const world: World = {
    hosts: { [kind]: forge.host },
    secrets: [token],
    subjects: [scene.tag, 'release-assets', commit, 'the branch main', ...Object.keys(files)],
    others,
    missing: async () => (overlooks() ? undefined : lackOfRelease(scene)),
    state: () => stateOf(scene),
    finishes: true,
    run: (changes) =>
      runInWorld(
        'release-publish',
        {
          ...trigger,
          forge: forge.forge,
          token,
          workspace,
          log: forge.host.log,
          inputs: {
            tag: scene.tag,
            ref: commit,
            'assets-manifest': 'release-assets/manifest.json',
            timeout: '60s',
            ...inputs,
          },
        },
        changes,
      ),
    close: async () => {
      await Promise.all([forge.close(), rm(workspace, { recursive: true, force: true })])
    },
  }
  return { ...world, ...given(scene, world) }
}
