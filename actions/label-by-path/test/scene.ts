import { type BundleRun, type BundleScene, bundleScene, writesOf } from '@suite/testkit/bundle'
import type { LogEntry, RunActionOptions, Trigger } from '@suite/testkit/core'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { expect } from 'vitest'

type Files = Parameters<Repository['commit']>[0]['files']
type Inputs = Readonly<Record<string, string>>

export interface RunOptions extends Pick<RunActionOptions, 'signal' | 'reader' | 'workspace' | 'node'> {
  readonly inputs?: Inputs
  /** The event; by default the payload of `pull_request_target`. */
  readonly on?: Trigger
  /** The permissions of the job's token; by default read contents and write pull requests. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly token?: string
  /** The URL of the API, if it is not the real one. */
  readonly apiUrl?: string
}

export interface Run extends BundleRun {
  /** Method and path below the repository of each request that writes, in order of arrival. */
  readonly writes: readonly string[]
  /** Everything that a person reads of the run. */
  readonly messages: string
}

/** A repository with given rules, for one test. */
export interface TestRepository {
  readonly repository: Repository
  open(files: Files, options?: Parameters<Repository['openPullRequest']>[0]): Promise<PullRequest>
  label(pull: PullRequest, options?: RunOptions): Promise<Run>
  run(on: Trigger, options?: RunOptions): Promise<Run>
}

export interface Scene {
  readonly github: () => GitHub
  /**
   * @param rules the text of `.github/labeler.yml` on the default branch; undefined means that there is no such
   * file
   * @param given labels of the repository, and files in addition to the rules
   */
  openRepository(
    rules: string | undefined,
    given?: { labels?: readonly string[]; files?: Files },
  ): Promise<TestRepository>
}

/** A GitHub for the tests of one file; each test opens its own repository. */
export function setScene(): Scene {
  const scene = bundleScene({
    action: 'label-by-path',
    open: () => startGitHub(),
    close: (github) => github.close(),
    log: (github) => github.host.log,
  })
  let shops = 0
  return {
    github: scene.world,
    async openRepository(rules, { labels = [], files = {} } = {}) {
      shops += 1
      const repository = await scene.world().createRepository(`acme/shop-${shops}`)
      const first = { 'README.md': '# TestRepository\n', ...files }
      await repository.commit({
        branch: 'main',
        files: rules === undefined ? first : { ...first, '.github/labeler.yml': rules },
      })
      for (const name of labels) repository.addLabel({ name })
      return shopOf(scene, repository)
    },
  }
}

function shopOf(scene: BundleScene<GitHub>, repository: Repository): TestRepository {
  const github = scene.world()
  const prefix = `/repos/${repository.fullName}`
  const run: TestRepository['run'] = async (on, options = {}) => {
    const {
      inputs = {},
      permissions = { contents: 'read', 'pull-requests': 'write' },
      token = github.token({ permissions }),
      apiUrl = github.forge.apiUrl,
      on: _,
      ...others
    } = options
    const forge = { ...github.forge, apiUrl }
    const isOurs = ({ path }: LogEntry) => path.startsWith(`${prefix}/`) || path === '/user'
    const result = await scene.run({ ...others, ...on, inputs, token, forge, isOurs })
    const { log } = result
    // A fault of the fake forge must not count as a fault of the action.
    expect(log.map(({ defect }) => defect).filter(Boolean)).toEqual([])
    return {
      ...result,
      writes: writesOf(log, prefix).map(decodeURIComponent),
      messages: [result.stdout, result.summary].join('\n'),
    }
  }
  return {
    repository,
    open: (files, options = {}) => repository.openPullRequest({ files, ...options }),
    run,
    label: async (pull, options = {}) =>
      run(
        options.on ?? (await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' })),
        options,
      ),
  }
}

/** Returns what decides: the exit code, and the reason. */
export function ended({ exitCode, outputs }: Run): readonly [number | null, string | undefined] {
  return [exitCode, outputs.reason]
}
