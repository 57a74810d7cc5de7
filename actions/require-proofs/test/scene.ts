import { type BundleRun, type BundleScene, bundleScene, writesOf } from '@suite/testkit/bundle'
import type { LogEntry, RunActionOptions, Trigger } from '@suite/testkit/core'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { begin, type Files } from './files.ts'

export { green, red } from '@suite/testkit/bundle'
export { begin, type Files, proof, routes, rules } from './files.ts'

export interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>
  /** The permissions of the job's token; by default read contents and pull requests. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly token?: string
  readonly workspace?: string
  readonly node?: string | undefined
  readonly debug?: boolean
  readonly reader?: NonNullable<RunActionOptions['reader']>
}

/** One run of the bundle, and its requests. */
export interface Run extends Omit<BundleRun, 'json'> {
  /** Returns an output, parsed as JSON. */
  json(output: 'required-by' | 'proofs' | 'missing'): Readonly<Record<string, unknown>>[]
  /** Method and path below the repository of each request that writes. */
  readonly writes: readonly string[]
}

/** A repository for one test. */
export interface Shop {
  readonly repository: Repository
  open(files: Files, options?: Parameters<Repository['openPullRequest']>[0]): Promise<PullRequest>
  /** Runs on `pull_request_target`. */
  judge(pull: PullRequest, options?: RunOptions): Promise<Run>
  run(on: Trigger, options?: RunOptions): Promise<Run>
}

export interface Scene {
  readonly github: () => GitHub
  /** @param files in addition to those of every repository; null removes one */
  shop(files?: Files, options?: Parameters<GitHub['createRepository']>[1]): Promise<Shop>
}

/** A GitHub for the tests of one file; each test opens its own repository. */
export function setScene(): Scene {
  const scene = bundleScene({
    action: 'require-proofs',
    open: () => startGitHub(),
    close: (github) => github.close(),
    log: (github) => github.host.log,
    tidy: ({ host }) => {
      host.clearFaults()
      host.gather = 0
    },
  })
  let shops = 0
  return {
    github: scene.world,
    async shop(files = {}, options = {}) {
      const repository = await scene.world().createRepository(`acme/shop-${++shops}`, options)
      const present = Object.entries({ ...begin, ...files }).filter(([, change]) => change !== null)
      await repository.commit({ branch: 'main', files: Object.fromEntries(present) })
      const run = (on: Trigger, given: RunOptions = {}) => runIn(scene, repository, on, given)
      return {
        repository,
        run,
        open: (changed, given) => repository.openPullRequest({ files: changed, ...given }),
        judge: async (pull, given) =>
          run(await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' }), given),
      }
    },
  }
}

async function runIn(
  scene: BundleScene<GitHub>,
  repository: Repository,
  on: Trigger,
  { permissions = { contents: 'read', 'pull-requests': 'read' }, node, reader, ...options }: RunOptions,
): Promise<Run> {
  const github = scene.world()
  const root = `/repos/${repository.fullName}/`
  const ran = await scene.run({
    ...on,
    forge: github.forge,
    token: github.token({ permissions }),
    ...options,
    ...(node !== undefined && { node }),
    ...(reader !== undefined && { reader }),
    // Not the requests of another test that is out of time, about its own repository.
    isOurs: ({ path }: LogEntry) => path.startsWith(root) || !path.startsWith('/repos/'),
  })
  return { ...ran, writes: writesOf(ran.log, root) }
}
