import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runBundle } from '@suite/testkit/bundle'
import { type Cloudflare, type Edge, startCloudflare, startEdge } from '@suite/testkit/cloudflare'
import { type GitHub, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { adoptTemplate } from './act/adopt-template.ts'
import { runWorkflow } from './act/run-workflow.ts'
import { stageSuite } from './act/stage-suite.ts'
import { standInsFor } from './act/stand-ins.ts'
import { cartWorker, packWrangler, plainWorker, siteTools, viteSite } from './act/stranger-projects.ts'

/**
 * A repository that knows nothing of this project adopts its workflows: a Worker with /health and /cart that does not
 * exist yet, a site of Vite, and a JavaScript Worker of create-cloudflare.
 */

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''
const templates = ['labeler', 'proofs-gate', 'ci', 'deploy-api'] as const
type Template = (typeof templates)[number]
type Files = Readonly<Record<string, string>>

const worker = 'corner-shop'
const site = 'https://corner-shop.test'
const started = ['.github/labeler.yml', '.github/proofs.yml', 'ops/probes.yml']
const { folder, published } = stageSuite(templates)

describe.skipIf(skipped !== '')(`a stranger's repository${skipped}`, () => {
  let github: GitHub
  let cloudflare: Cloudflare
  let edge: Edge
  let links: Files
  let files: Files
  let edited: number
  let repository: Awaited<ReturnType<GitHub['createRepository']>>
  let first: string

  beforeAll(async () => {
    ;[github, cloudflare] = await Promise.all([startGitHub(), startCloudflare()])
    edge = await startEdge(cloudflare, { worker })
    links = await siteTools()
    const wrangler = await packWrangler(folder())
    const edits: Readonly<Record<Template, readonly (readonly [string, string])[]>> = {
      labeler: [],
      'proofs-gate': [],
      ci: [
        [
          '- { id: api, directory: api, environment: top-level }',
          '- { id: api, directory: api, environment: top-level }\n          - { id: hello, directory: hello, environment: top-level }',
        ],
      ],
      'deploy-api': [
        ['worker: shop-api', `worker: ${worker}`],
        ['url: https://api.example.com', `url: ${edge.url}`],
        ['app-origin: https://app.example.com', `app-origin: ${site}`],
        ['create: false', 'create: true'],
      ],
    }
    const adopted = await Promise.all(
      templates.map(async (name) => ({ name, ...(await adoptTemplate(name, edits[name])) })),
    )
    edited = adopted.reduce((sum, each) => sum + each.edited, 0)
    const starter = started.map(async (path) => [
      path,
      await readFile(join(root, 'workflows-templates/starter', path), 'utf8'),
    ])
    files = {
      ...cartWorker('api', worker, site, wrangler),
      ...viteSite('frontend'),
      ...plainWorker('hello', 'hello', wrangler),
      ...Object.fromEntries(await Promise.all(starter)),
      ...Object.fromEntries(adopted.map(({ name, text }) => [`.github/workflows/${name}.yml`, text])),
    }
    repository = await github.createRepository('stranger/corner-shop')
    first = await repository.commit({ branch: 'main', files })
  })
  afterAll(async () => {
    await edge?.close()
    await Promise.all([github?.close(), cloudflare?.close()])
  })

  /** Runs an adopted workflow in a checkout with these changes. */
  async function run(name: Template, on: Parameters<typeof runWorkflow>[0]['on'], changed: Files = {}) {
    if ('missing' in act) throw new Error(act.missing)
    const workflow = join(await mkdtemp(join(folder(), 'adopted-')), `${name}.yml`)
    await writeFile(workflow, files[`.github/workflows/${name}.yml`] ?? '')
    return runWorkflow({
      act: act.path,
      workflow,
      on,
      forge: github.forge,
      token: github.token({ permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' } }),
      node: process.execPath,
      repositories: { 'org/actions@v1': published(), ...(await standInsFor(workflow, folder())) },
      files: { ...files, ...changed },
      links,
      ...(name === 'deploy-api' && {
        environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
        secrets: {
          CLOUDFLARE_API_TOKEN: cloudflare.token(),
          CLOUDFLARE_ACCOUNT_ID: cloudflare.accountId,
        },
      }),
    })
  }

  /** Probes what is deployed, as the page of the site given, and returns the proofs by their place in the repository. */
  async function probe(appOrigin: string): Promise<Files> {
    const workspace = await mkdtemp(join(folder(), 'probed-'))
    await writeFile(join(workspace, 'probes.yml'), files['ops/probes.yml'] ?? '')
    const proofs = join(workspace, 'proofs')
    await runBundle('cf-probes', {
      forge: github.forge,
      ...(await repository.trigger.push({ branch: 'main', before: first, after: first })),
      workspace,
      inputs: {
        'base-url': edge.url,
        'app-origin': appOrigin,
        'config-path': 'probes.yml',
        'artifact-name': '',
        'proof-dir': proofs,
      },
    })
    const texts = (await readdir(proofs)).map(async (name) => [
      `ops/proofs/${name}`,
      await readFile(join(proofs, name), 'utf8'),
    ])
    return Object.fromEntries(await Promise.all(texts))
  }

  test('has changed at most six lines of the workflows, each with the mark', () => {
    // A line without the mark cannot be changed: see adoptTemplate.
    expect(edited).toBeLessThanOrEqual(6)
  })

  test('deploys a Worker that did not exist, with proof', async () => {
    const after = await repository.commit({ branch: 'main', files: { 'api/README.md': '# API\n' } })
    const on = await repository.trigger.push({ branch: 'main', before: first, after })
    const { exitCode, printed, jobs } = await run('deploy-api', on)
    expect(printed.match(/pass: 2 probes passed/g), printed).toHaveLength(2)
    expect(jobs).toMatchObject({
      'stage (api-production)': { succeeded: true },
      'promote (api-production)': { succeeded: true, outputs: { passed: '2' } },
    })
    expect(exitCode).toBe(0)
    expect(cloudflare.unrouted).toEqual([])
    const { versions, deployments } = cloudflare.worker(worker)
    // The version that created the Worker, and the one that was staged and promoted.
    expect(versions).toHaveLength(2)
    const live = deployments[0]?.versions.find(({ percentage }) => percentage === 100)?.versionId
    expect(printed).toContain(live)
  })

  test('checks every project, each by what it has', async () => {
    const pull = await repository.openPullRequest({ files: { 'hello/README.md': '# Hello\n' } })
    const { exitCode, printed, jobs } = await run(
      'ci',
      await repository.trigger.pullRequest(pull.number, { action: 'synchronize' }),
    )
    expect(exitCode, printed).toBe(0)
    expect(
      Object.fromEntries(Object.entries(jobs).map(([name, { outputs }]) => [name, outputs.ran])),
    ).toMatchObject({
      'api (main)-1': 'install',
      'hello (main)-2': 'install',
      'frontend (main)': 'install,typecheck,build',
    })
  })

  test('gets labels, and may merge with the proofs of probes that passed, but not of probes that failed', async () => {
    const change = { 'api/src/index.js': `${files['api/src/index.js']}// faster\n` }
    const refused = await probe('https://another.test')
    expect(refused['ops/proofs/evidence.json']).toContain('"verdict":"fail"')
    const failing = await repository.openPullRequest({ files: { ...change, ...refused } })
    const gated = await run(
      'proofs-gate',
      await repository.trigger.pullRequestTarget(failing.number, { action: 'synchronize' }),
    )
    expect(gated.jobs['require-proofs (main)']?.outputs, gated.printed).toMatchObject({
      verdict: 'fail',
      reason: 'proofs-missing',
    })
    expect(gated.exitCode).toBe(1)

    const passing = await repository.openPullRequest({ files: { ...change, ...(await probe(site)) } })
    const on = await repository.trigger.pullRequestTarget(passing.number, { action: 'synchronize' })
    const merged = await run('proofs-gate', on)
    expect(merged.jobs['require-proofs (main)']?.outputs, merged.printed).toMatchObject({ verdict: 'pass' })
    expect(merged.exitCode).toBe(0)

    const labelled = await run('labeler', on)
    expect(labelled.exitCode, labelled.printed).toBe(0)
    expect(passing.labels()).toEqual(
      expect.arrayContaining(['change:cors', 'change:headers', 'ops:proofs-attached']),
    )
  })
})
