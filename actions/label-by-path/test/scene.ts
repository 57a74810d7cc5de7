import { type BundleRun, type BundleScene, bundleScene, writesOf } from '@suite/testkit/bundle'
import type { LogEntry, RunActionOptions, Trigger } from '@suite/testkit/core'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { expect } from 'vitest'

type Files = Parameters<Repository['commit']>[0]['files']
type Inputs = Readonly<Record<string, string>>

export interface RunOptions extends Pick<RunActionOptions, 'signal' | 'reader' | 'workspace' | 'node'> {
  readonly inputs?: Inputs
  /** Default: the payload of `pull_request_target`. */
  readonly on?: Trigger
  /** What the job's token may do. Default: read contents, write pull requests. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly token?: string
  /** Where the API is, instead of where it is. */
  readonly apiUrl?: string
}

export interface Run extends BundleRun {
  /** Method and path below the repository of each request that writes, in order of arrival. */
  readonly writes: readonly string[]
  /** All that a person reads of it. */
  readonly told: string
}

/** A repository whose rules are these, in the hands of one test. */
export interface Shop {
  readonly repository: Repository
  open(files: Files, options?: Parameters<Repository['openPullRequest']>[0]): Promise<PullRequest>
  label(pull: PullRequest, options?: RunOptions): Promise<Run>
  run(on: Trigger, options?: RunOptions): Promise<Run>
}

export interface Scene {
  readonly github: () => GitHub
  /**
   * @param rules the text of `.github/labeler.yml` on the default branch; undefined: there is none
   * @param given labels that the repository knows, and files beside the rules
   */
  shop(rules: string | undefined, given?: { labels?: readonly string[]; files?: Files }): Promise<Shop>
}

/** A GitHub for the tests of one file; each test opens a shop of its own. */
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
    async shop(rules, { labels = [], files = {} } = {}) {
      shops += 1
      const repository = await scene.world().createRepository(`acme/shop-${shops}`)
      const first = { 'README.md': '# Shop\n', ...files }
      await repository.commit({
        branch: 'main',
        files: rules === undefined ? first : { ...first, '.github/labeler.yml': rules },
      })
      for (const name of labels) repository.addLabel({ name })
      return shopOf(scene, repository)
    },
  }
}

function shopOf(scene: BundleScene<GitHub>, repository: Repository): Shop {
  const github = scene.world()
  const prefix = `/repos/${repository.fullName}`
  const run: Shop['run'] = async (on, options = {}) => {
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
    // A defect of the stand-in must not pass for one of the action.
    expect(log.map(({ defect }) => defect).filter(Boolean)).toEqual([])
    return {
      ...result,
      writes: writesOf(log, prefix).map(decodeURIComponent),
      told: [result.stdout, result.summary].join('\n'),
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

/** The one thing that decides: green, and why. */
export function ended({ exitCode, outputs }: Run): readonly [number | null, string | undefined] {
  return [exitCode, outputs.reason]
}
