import { mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createProject,
  readFixtureWorker,
  signingKey,
  startCloudflare,
  startEdge,
} from '@suite/testkit/cloudflare'
import { node20, type Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { onTestFinished } from 'vitest'
import { root } from '../../scripts/actions.ts'
import { ensureTool } from '../../scripts/tools/ensure-tool.ts'
import { runWorkflow, type WorkflowResult } from './run-workflow.ts'
import type { Forge } from './runs.ts'
import { standInsFor } from './stand-ins.ts'

const worker = 'shop-api'

/** The templates that work on a Worker. */
export type WorkerTemplate = 'deploy-api' | 'deploy-api-simple' | 'worker-drift'

export interface DeployScene {
  readonly cloudflare: Awaited<ReturnType<typeof startCloudflare>>
  /** The version that had all traffic at the start, and the one that has it now. */
  readonly before: string
  live(): string | undefined
  /** Adds a route of the Worker that its configuration does not have. */
  addRoute(): void
  /** Commits to the folder of the Worker, and runs the template, with these variables in the configuration of the Worker. */
  run(broken?: Readonly<Record<string, string>>): Promise<WorkflowResult>
}

/** A forge with one repository, and what starts runs of its default branch. */
interface Shop {
  readonly forge: Awaited<ReturnType<typeof startGitHub | typeof startGitea>>
  commit(files: Readonly<Record<string, string>>): Promise<string>
  pushed(before: string, after: string): Promise<Trigger>
  scheduled(): Promise<Trigger>
}

const openShop: Readonly<Record<Forge, () => Promise<Shop>>> = {
  async GitHub() {
    const forge = await startGitHub()
    const repository = await forge.createRepository('acme/shop')
    return {
      forge,
      commit: (files) => repository.commit({ branch: 'main', files }),
      pushed: (before, after) => repository.trigger.push({ branch: 'main', before, after }),
      scheduled: () => repository.trigger.schedule('23 5 * * *'),
    }
  },
  async Gitea() {
    const forge = await startGitea()
    const repository = await forge.createRepository('acme/shop')
    return {
      forge,
      commit: (files) => repository.commit({ branch: 'main', files }),
      pushed: (before) => repository.trigger.push('main', before),
      scheduled: () => repository.trigger.schedule('23 5 * * *'),
    }
  },
}

/** The runner's own Node on Gitea is too old for wrangler; setup-node installs another. */
const nodes: Readonly<Record<Forge, string>> = { GitHub: process.execPath, Gitea: node20 }

/**
 * Starts a repository and a platform whose edge serves one version, and writes the template with this Worker's
 * address. They end with the test.
 * @param suite the folder with the published actions
 * @param folder where to write
 */
export async function openDeployScene(
  on: Forge,
  template: WorkerTemplate,
  { suite, folder }: { readonly suite: string; readonly folder: string },
): Promise<DeployScene> {
  const act = await ensureTool('act')
  if ('missing' in act) throw new Error(act.missing)
  const [{ forge, commit, pushed, scheduled }, cloudflare] = await Promise.all([
    openShop[on](),
    startCloudflare(),
  ])
  const edge = await startEdge(cloudflare, { worker })
  onTestFinished(async () => {
    await edge.close()
    await Promise.all([forge.close(), cloudflare.close()])
  })
  const first = await commit({ 'README.md': '# Shop\n' })
  const vars = { APP_ORIGIN: 'https://app.example.com' }
  const sources = await mkdtemp(join(folder, 'project-'))
  const project = await createProject(sources, { name: worker, accountId: cloudflare.accountId, vars })
  const code = await readFile(join(sources, 'src/index.ts'), 'utf8')
  const before = await cloudflare.addVersion(worker, {
    code: await readFixtureWorker(),
    vars,
    bindings: [
      { name: 'AI', type: 'ai' },
      { name: 'CF_VERSION_METADATA', type: 'version_metadata' },
    ],
    secrets: { PRIVATE_KEY_PEM: signingKey() },
    tag: first,
  })
  const workflow = join(sources, `${template}.yml`)
  const text = await readFile(join(root, 'workflows-templates', `${template}.yml`), 'utf8')
  await writeFile(workflow, text.replaceAll('https://api.example.com', edge.url))

  return {
    cloudflare,
    before,
    live: () =>
      cloudflare.worker(worker).deployments[0]?.versions.find(({ percentage }) => percentage === 100)
        ?.versionId,
    addRoute() {
      cloudflare.addZone('shop.example')
      cloudflare.addRoute('old.shop.example/*', worker)
    },
    async run(broken = {}) {
      const after = await commit({ 'api/README.md': '# API\n' })
      const config = JSON.parse(await readFile(project.configPath, 'utf8'))
      config.vars = { ...vars, ...broken }
      const manifest = { private: true, type: 'module', scripts: { build: 'node -e 0' } }
      return runWorkflow({
        act: act.path,
        workflow,
        on: await (template === 'worker-drift' ? scheduled() : pushed(first, after)),
        forge: forge.forge,
        token: forge.token({ permissions: { contents: 'read' } }),
        node: nodes[on],
        repositories: { 'org/actions@v1': suite, ...(await standInsFor(workflow, folder)) },
        environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
        secrets: {
          CLOUDFLARE_API_TOKEN: cloudflare.token(),
          CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
        },
        files: {
          [`.github/workflows/${template}.yml`]: await readFile(workflow, 'utf8'),
          'api/package.json': JSON.stringify(manifest),
          'api/package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
          'api/src/index.ts': code,
          'api/wrangler.jsonc': JSON.stringify(config),
        },
        // In the workspace, above the Worker: what the lockfile of a real workspace would install.
        links: { 'node_modules/wrangler': await realpath(join(sources, 'node_modules/wrangler')) },
      })
    },
  }
}
