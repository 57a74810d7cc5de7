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
import { describe, expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { runWorkflow } from './act/run-workflow.ts'
import { stageSuite } from './act/stage-suite.ts'
import { standInsFor } from './act/stand-ins.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''
const worker = 'shop-api'

const { folder, published } = stageSuite(['deploy-api', 'deploy-api-simple'])

describe.skipIf(skipped !== '')(`deploy-api under act, with real wrangler and workerd${skipped}`, () => {
  test.each([
    ['GitHub', openOnGitHub, process.execPath],
    // The runner's own Node is too old for wrangler; setup-node installs another.
    ['Gitea', openOnGitea, node20],
  ] as const)('on %s a version is staged, proven, promoted and proven again', async (_, openForge, node) => {
    const scene = await setScene(openForge, node)
    try {
      const { exitCode, printed } = await scene.deploy({})
      expect(printed).toContain('is staged at 0 %')
      expect(printed.match(/pass: .*4 probes passed/g)).toHaveLength(2)
      expect(exitCode).toBe(0)
      expect(scene.live()).not.toBe(scene.before)
      expect(scene.cloudflare.unrouted).toEqual([])
    } finally {
      await scene.close()
    }
  })

  test('a version that fails its probes is never promoted, and both jobs fail', async () => {
    const scene = await setScene(openOnGitHub, process.execPath)
    try {
      const { exitCode, printed } = await scene.deploy({ CORS: 'broken' })
      expect(printed).toContain('1 of 4 probes did not pass: cors-si-ask')
      expect(printed).toContain('api-production was not staged, or its probes did not pass')
      expect(exitCode).toBe(1)
      expect(scene.live()).toBe(scene.before)
    } finally {
      await scene.close()
    }
  })

  test('a version that fails after its promotion is rolled back, and the run fails', async () => {
    const scene = await setScene(openOnGitHub, process.execPath)
    try {
      const { exitCode, printed } = await scene.deploy({ BAD_AFTER: '30' })
      expect(printed).toContain('Main Promote')
      expect(printed).toContain('has all traffic again')
      expect(printed).toMatch(/Success - Main Probe what was restored/)
      expect(exitCode).toBe(1)
      expect(scene.live()).toBe(scene.before)
    } finally {
      await scene.close()
    }
  })

  test('the simple template deploys, and fails if its probes fail', async () => {
    const scene = await setScene(openOnGitHub, process.execPath, 'deploy-api-simple')
    try {
      const sound = await scene.deploy({})
      expect(sound.printed).toMatch(/pass: .*4 probes passed/)
      expect(sound.exitCode).toBe(0)
      expect(scene.live()).not.toBe(scene.before)
      const broken = await scene.deploy({ CORS: 'broken' })
      expect(broken.printed).toContain('1 of 4 probes did not pass: cors-si-ask')
      expect(broken.exitCode).toBe(1)
    } finally {
      await scene.close()
    }
  })
})

/** A forge with one repository, whose pushes start runs. */
interface Shop {
  readonly forge: Awaited<ReturnType<typeof startGitHub | typeof startGitea>>
  commit(files: Readonly<Record<string, string>>): Promise<string>
  pushed(before: string, after: string): Promise<Trigger>
}

async function openOnGitHub(): Promise<Shop> {
  const forge = await startGitHub()
  const repository = await forge.createRepository('acme/shop')
  return {
    forge,
    commit: (files) => repository.commit({ branch: 'main', files }),
    pushed: (before, after) => repository.trigger.push({ branch: 'main', before, after }),
  }
}

async function openOnGitea(): Promise<Shop> {
  const forge = await startGitea()
  const repository = await forge.createRepository('acme/shop')
  return {
    forge,
    commit: (files) => repository.commit({ branch: 'main', files }),
    pushed: (before) => repository.trigger.push('main', before),
  }
}

/**
 * Starts a repository and a platform whose edge serves one version, and writes the template with this Worker's
 * address.
 */
async function setScene(openForge: () => Promise<Shop>, node: string, id = 'deploy-api') {
  const [{ forge, commit, pushed }, cloudflare] = await Promise.all([openForge(), startCloudflare()])
  const edge = await startEdge(cloudflare, { worker })
  const first = await commit({ 'README.md': '# Shop\n' })
  const vars = { APP_ORIGIN: 'https://app.example.com' }
  const sources = await mkdtemp(join(folder(), 'project-'))
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
  const live = () =>
    cloudflare.worker(worker).deployments[0]?.versions.find(({ percentage }) => percentage === 100)?.versionId
  const workflow = join(sources, 'deploy-api.yml')
  const template = await readFile(join(root, 'workflows-templates', `${id}.yml`), 'utf8')
  await writeFile(workflow, template.replaceAll('https://api.example.com', edge.url))

  return {
    cloudflare,
    before,
    live,
    async deploy(broken: Readonly<Record<string, string>>) {
      if ('missing' in act) throw new Error(act.missing)
      const after = await commit({ 'api/README.md': '# API\n' })
      const config = JSON.parse(await readFile(project.configPath, 'utf8'))
      config.vars = { ...vars, ...broken }
      return runWorkflow({
        act: act.path,
        workflow,
        on: await pushed(first, after),
        forge: forge.forge,
        token: forge.token({ permissions: { contents: 'read' } }),
        node,
        repositories: { 'org/actions@v1': published(), ...(await standInsFor(workflow, folder())) },
        environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
        secrets: {
          CLOUDFLARE_API_TOKEN: cloudflare.token(),
          CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
        },
        files: {
          [`.github/workflows/${id}.yml`]: await readFile(workflow, 'utf8'),
          'api/package.json': JSON.stringify({
            private: true,
            type: 'module',
            scripts: { build: 'node -e 0' },
          }),
          'api/package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
          'api/src/index.ts': code,
          'api/wrangler.jsonc': JSON.stringify(config),
        },
        // In the workspace, above the Worker: what the lockfile of a real workspace would install.
        links: { 'node_modules/wrangler': await realpath(join(sources, 'node_modules/wrangler')) },
      })
    },
    async close() {
      await edge.close()
      await Promise.all([forge.close(), cloudflare.close()])
    },
  }
}
