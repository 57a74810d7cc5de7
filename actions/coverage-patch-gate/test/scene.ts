import { type BundleRun, bundleScene, writesOf } from '@suite/testkit/bundle'
import type { RunActionOptions } from '@suite/testkit/core'
import { type GitHub, startGitHub } from '@suite/testkit/github'
import type { OpenedChange, Project } from './project.ts'

export { green, red } from '@suite/testkit/bundle'

export interface RunOptions extends Pick<RunActionOptions, 'reader'> {
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly token?: string
  readonly payload?: Readonly<Record<string, unknown>>
  /** The number of the pull request. */
  readonly number?: number
  /** The owner of the repository that the change comes from. */
  readonly from?: string
  readonly repository?: string
}

/** One run of the bundle, and its requests. */
export interface Run extends BundleRun {
  /** Method and path below the repository of each request that writes. */
  readonly writes: readonly string[]
}

export interface Scene {
  readonly github: () => GitHub
  /** Runs on `pull_request`. */
  judge(project: Project, change: OpenedChange, options?: RunOptions): Promise<Run>
  /** Runs on any event. */
  run(
    project: Project,
    name: string,
    payload: Readonly<Record<string, unknown>>,
    options?: RunOptions,
  ): Promise<Run>
}

/** The action, and a forge that it rarely asks anything. */
export function setScene(): Scene {
  const scene = bundleScene({
    action: 'coverage-patch-gate',
    open: () => startGitHub(),
    close: (github) => github.close(),
    log: (github) => github.host.log,
  })
  const run: Scene['run'] = async (project, name, payload, options = {}) => {
    const { inputs = {}, environment = {}, token = 'none', repository = 'acme/shop', reader } = options
    const ran = await scene.run({
      forge: scene.world().forge,
      event: { name, payload: { repository: { default_branch: 'main', full_name: repository }, ...payload } },
      repository,
      sha: await project.git('rev-parse', 'HEAD'),
      ref: 'refs/heads/feature',
      workspace: project.folder,
      token,
      inputs: { coverage: 'coverage/lcov.info', ...inputs },
      environment,
      ...(reader && { reader }),
    })
    return { ...ran, writes: writesOf(ran.log, `/repos/${repository}/`) }
  }
  return {
    github: scene.world,
    run,
    judge(project, { head, base }, options = {}) {
      const { number = 1, from = 'acme', repository = 'acme/shop' } = options
      const repo = (owner: string) => ({ full_name: `${owner}/${repository.split('/')[1]}` })
      const pull = {
        number,
        head: { sha: head, ref: 'feature', repo: repo(from) },
        base: { sha: base, ref: 'main', repo: repo('acme') },
      }
      return run(project, 'pull_request', { number, pull_request: pull, ...options.payload }, options)
    },
  }
}
