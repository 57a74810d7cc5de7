import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type BundleRun, type BundleScene, bundleScene, writesOf } from '@suite/testkit/bundle'
import {
  type Cloudflare,
  createProject,
  type Project,
  type ProjectOptions,
  startCloudflare,
  type TokenOptions,
} from '@suite/testkit/cloudflare'
import type { RunActionOptions, Trigger } from '@suite/testkit/core'
import { type GitHub, type Repository, startGitHub } from '@suite/testkit/github'

export interface RunOptions {
  readonly command?: 'deploy' | 'stage' | 'promote' | 'rollback' | 'check'
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  /** The token for Cloudflare; an empty text runs without a token. */
  readonly apiToken?: string
  readonly on?: Trigger
  /** The commit of the run; default: the newest of `main`. */
  readonly sha?: string
  readonly token?: string
  readonly node?: string
  readonly signal?: NonNullable<RunActionOptions['signal']>
  readonly reader?: NonNullable<RunActionOptions['reader']>
}

/** One run of the bundle, and the requests that it sent to Cloudflare. */
export interface Run extends BundleRun {
  /** Method and path below the account of each request that writes. */
  readonly writes: readonly string[]
}

interface World {
  readonly cloudflare: Cloudflare
  readonly github: GitHub
  readonly folder: string
}

/** The Worker of one test: a project with a wrangler, a repository and a name of its own. */
export interface Shop {
  readonly worker: string
  readonly project: Project
  readonly repository: Repository
  /** Adds a commit to `main`. */
  commit(): Promise<string>
  run(options?: RunOptions): Promise<Run>
  /** Returns the share of traffic of each version. */
  traffic(): Readonly<Record<string, number>>
  /** Puts a file into the project. */
  write(path: string, content: string): Promise<void>
}

export interface Scene {
  readonly cloudflare: () => Cloudflare
  readonly github: () => GitHub
  token(options?: TokenOptions): string
  shop(options?: ProjectOptions): Promise<Shop>
}

/** Starts a Cloudflare and a GitHub. Each test has a Worker of its own. */
export function setScene(): Scene {
  const scene = bundleScene<World>({
    action: 'wrangler-deploy',
    lives: 'test',
    open: async () => {
      const [cloudflare, github, folder] = await Promise.all([
        startCloudflare(),
        startGitHub(),
        mkdtemp(join(tmpdir(), 'deploy-')),
      ])
      return { cloudflare, github, folder }
    },
    close: ({ cloudflare, github, folder }) =>
      Promise.all([cloudflare.close(), github.close(), rm(folder, { recursive: true, force: true })]),
    log: ({ cloudflare }) => cloudflare.log,
  })
  let shops = 0
  return {
    cloudflare: () => scene.world().cloudflare,
    github: () => scene.world().github,
    token: (options) => scene.world().cloudflare.token(options),
    async shop(options = {}) {
      const { cloudflare, github, folder } = scene.world()
      const worker = options.name ?? `api-${++shops}`
      const [project, repository] = await Promise.all([
        createProject(join(folder, worker), { ...options, name: worker }),
        github.createRepository(`acme/${worker}`),
      ])
      let commits = 0
      const commit = () => repository.commit({ branch: 'main', files: { 'README.md': `${++commits}\n` } })
      await commit()
      return {
        worker,
        project,
        repository,
        commit,
        traffic: () => {
          const [current] = cloudflare.worker(worker).deployments
          return Object.fromEntries(
            (current?.versions ?? []).map((each) => [each.versionId, each.percentage]),
          )
        },
        async write(path, content) {
          const file = join(project.folder, path)
          await mkdir(dirname(file), { recursive: true })
          await writeFile(file, content)
        },
        run: (given) => runIn(scene, { project, repository }, given ?? {}),
      }
    },
  }
}

async function runIn(
  scene: BundleScene<World>,
  { project, repository }: { project: Project; repository: Repository },
  { command = 'deploy', inputs, environment, apiToken, on, sha, token: forgeToken, ...options }: RunOptions,
): Promise<Run> {
  const { cloudflare, github } = scene.world()
  const token = apiToken ?? cloudflare.token()
  const ran = await scene.run({
    ...(on ?? (await repository.trigger.push({ branch: 'main', before: null }))),
    ...(sha === undefined ? {} : { sha }),
    forge: github.forge,
    token: forgeToken ?? github.token({ permissions: { contents: 'read' } }),
    workspace: project.folder,
    inputs: {
      command,
      ...(token === '' ? {} : { 'api-token': token, 'account-id': cloudflare.accountId }),
      ...inputs,
    },
    environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url, ...environment },
    ...options,
  })
  // The change set tells what a write would do, and does nothing.
  requireName(ran, basename(project.folder))
  const writing = ran.log.filter(({ path }) => !path.endsWith('/domains/changeset'))
  return { ...ran, writes: writesOf(writing, `/client/v4/accounts/${cloudflare.accountId}/`) }
}

/** @throws Error if a failed run is about a Worker, and does not say which */
function requireName({ reason = '', messages, outputs: { verdict } }: BundleRun, worker: string): void {
  const isAbout = verdict === 'fail' && reasonsAboutWorker.includes(reason)
  if (isAbout && !messages.includes(worker)) throw new Error(`no message names ${worker}: ${messages}`)
}

const reasonsAboutWorker = [
  'not-deployed',
  'half-deployed',
  'deployment-changed',
  'bindings-missing',
  'unconfirmed',
]

/** A run that passes, by its exit code and by its outputs. */
export const green = (reason: string) => ({ exitCode: 0, outputs: { verdict: 'pass', reason } })
export const red = (reason: string) => ({ exitCode: 1, outputs: { verdict: 'fail', reason } })

/** Replaces wrangler by a script with this source. */
export async function replaceWrangler(
  { project }: Shop,
  source: string,
  { version = '4.155.0', engines = '>=22.0.0' } = {},
): Promise<void> {
  const home = join(project.folder, 'node_modules/wrangler')
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true })
  const manifest = { name: 'wrangler', version, bin: { wrangler: './bin.cjs' }, engines: { node: engines } }
  await Promise.all([
    writeFile(join(home, 'package.json'), JSON.stringify(manifest)),
    writeFile(join(home, 'bin.cjs'), source),
  ])
}

/**
 * Replaces wrangler by a script that ends well: it writes a bundle in a dry run, and otherwise does nothing. For tests
 * of what the action reads and decides, to which wrangler adds nothing.
 */
export function useIdleWrangler(shop: Shop): Promise<void> {
  return replaceWrangler(
    shop,
    `const outdir = process.argv.find((arg) => arg.startsWith('--outdir='))
     if (outdir) require('fs').writeFileSync(outdir.slice('--outdir='.length) + '/index.js', '')`,
  )
}
