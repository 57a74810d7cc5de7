import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cloudflare, createProject, type Project, startCloudflare } from '@suite/testkit/cloudflare'
import type { Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { runInWorld, type World } from '@suite/testkit/sweep'
import { isOwn } from './last-read.ts'
import { cron, liveState, route, worker, zone } from './live-state.ts'

/** How a scenario runs the action. */
export interface Run {
  readonly command: 'deploy' | 'stage' | 'promote' | 'rollback' | 'check'
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** A Worker on Cloudflare, its project, and the repository that its commits are in. */
export interface Shop {
  readonly cloudflare: Cloudflare
  readonly project: Project
  /** The commit of the live version, and the commit of this run, which descends from it. */
  readonly commits: { readonly live: string; readonly ours: string }
  /** Returns what all scenarios have in common. */
  world(
    run: Run,
  ): Pick<
    World,
    'hosts' | 'programs' | 'isOwn' | 'secrets' | 'secretFilesOfRun' | 'subjects' | 'run' | 'left' | 'close'
  >
}

export interface ShopOptions {
  /** Where the order of commits is read. Default: nowhere, because the command does not read it. */
  readonly forge?: 'github' | 'gitea'
  /** Members of the configuration, besides the route and the schedule. */
  readonly config?: Readonly<Record<string, unknown>>
}

interface Forge {
  readonly hosts: World['hosts']
  readonly on: Trigger
  readonly token: string
  readonly forge: Awaited<ReturnType<typeof startGitHub>>['forge']
  readonly commits: Shop['commits']
  close(): Promise<unknown>
}

const nowhere = { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' }

async function openForge(which: ShopOptions['forge']): Promise<Forge> {
  const files = (text: string) => ({ branch: 'main', files: { 'README.md': text } })
  if (which === undefined) {
    const commits = { live: 'a'.repeat(40), ours: 'b'.repeat(40) }
    const repository = `acme/${worker}`
    const on = {
      event: { name: 'push', payload: { ref: 'refs/heads/main', repository: { full_name: repository } } },
      ...{ repository, sha: commits.ours, ref: 'refs/heads/main' },
    }
    return { hosts: {}, on, token: '', forge: nowhere, commits, close: async () => undefined }
  }
  const open = which === 'github' ? await onGitHub() : await onGitea()
  async function onGitHub() {
    const github = await startGitHub()
    const repository = await github.createRepository(`acme/${worker}`)
    const commits = {
      live: await repository.commit(files('1\n')),
      ours: await repository.commit(files('2\n')),
    }
    return { service: github, commits, on: await repository.trigger.push({ branch: 'main', before: null }) }
  }
  async function onGitea() {
    const gitea = await startGitea()
    const repository = await gitea.createRepository(`acme/${worker}`)
    const commits = {
      live: await repository.commit(files('1\n')),
      ours: await repository.commit(files('2\n')),
    }
    return { service: gitea, commits, on: await repository.trigger.push('main', null) }
  }
  const { service, commits, on } = open
  return {
    hosts: { [which]: service.host },
    on,
    token: service.token({ permissions: { contents: 'read' } }),
    forge: service.forge,
    commits,
    close: () => service.close(),
  }
}

/** Opens the servers and writes the project. The Worker is not on Cloudflare yet. */
export async function openShop({ forge: which, config = {} }: ShopOptions = {}): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'))
  const [cloudflare, forge, project] = await Promise.all([
    startCloudflare(),
    openForge(which),
    createProject(join(folder, worker), {
      name: worker,
      config: {
        workers_dev: false,
        routes: [{ pattern: route, zone_name: zone }],
        triggers: { crons: [cron] },
        ...config,
      },
    }),
  ])
  // A message names the zone by its id, so that it must be the same in each world.
  Object.assign(cloudflare.addZone(zone), { id: 'f'.repeat(32) })
  const apiToken = cloudflare.token()
  return {
    cloudflare,
    project,
    commits: forge.commits,
    world: ({ command, inputs = {}, environment = {} }) => ({
      hosts: { cloudflare: cloudflare.host, ...forge.hosts },
      programs: [{ name: 'wrangler', package: join(project.folder, 'node_modules/wrangler') }],
      isOwn: ({ headers }) => isOwn(headers),
      secrets: [apiToken, forge.token, ...Object.values(environment)],
      secretFilesOfRun: /^secrets-\w{6}\/secrets\.json$/,
      subjects: [worker, zone, '/tokens/verify', 'working-directory', ...Object.values(forge.commits)],
      run: (changes) =>
        runInWorld(
          'wrangler-deploy',
          {
            ...forge.on,
            forge: forge.forge,
            token: forge.token,
            workspace: project.folder,
            inputs: {
              command,
              'api-token': apiToken,
              'account-id': cloudflare.accountId,
              timeout: '120s',
              ...inputs,
            },
            environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url, ...environment },
            log: cloudflare.log,
          },
          changes,
        ),
      left: async () => {
        const { versions = [], deployments = [] } = cloudflare.account().workers.get(worker) ?? {}
        return {
          'the annotations': JSON.stringify([...versions, ...deployments].map((each) => each.annotations)),
        }
      },
      async close() {
        await Promise.all([cloudflare.close(), forge.close(), rm(folder, { recursive: true, force: true })])
      },
    }),
  }
}

/** Puts a version on Cloudflare that has all traffic, and one that is staged next to it. */
export async function stageVersion({ cloudflare, commits }: Shop) {
  const before = await cloudflare.addVersion(worker, { tag: commits.live })
  const staged = await cloudflare.addVersion(worker, { tag: commits.ours, deployed: false })
  await cloudflare.deploy(worker, { [before]: 100, [staged]: 0 })
  const deployment = cloudflare.worker(worker).deployments[0]?.id ?? ''
  return { before, staged, deployment, live: () => liveState(cloudflare) }
}
