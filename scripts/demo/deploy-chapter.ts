import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startArtifacts } from '@suite/testkit/artifacts'
import { runBundle } from '@suite/testkit/bundle'
import { createProject, signingKey, startCloudflare, startEdge } from '@suite/testkit/cloudflare'
import type { RunResult } from '@suite/testkit/core'
import { startGitHub } from '@suite/testkit/github'
import type { Timeline } from './timeline.ts'

const worker = 'shop-api'
const appOrigin = 'https://app.example.com'

/**
 * Shows releases of one Worker: staged, proven and promoted; stopped before users saw it; rolled back after they did.
 */
export async function deployChapter(timeline: Timeline): Promise<void> {
  timeline.chapter('A Worker reaches production with proof')
  const scene = await setScene()
  const { release, deploy, probe, served, edge } = scene
  try {
    await release('Open the shop')
    timeline.did('main moves: the first release')
    const first = await deploy({ secrets: 'PRIVATE_KEY_PEM' })
    timeline.ran('wrangler-deploy', first, { green: true, reason: 'deployed' })
    timeline.expect('the edge serves it', (await served()) === first.outputs['version-id'])
    const began = await probe(first, 'post-deploy-proofs')
    timeline.ran('cf-probes', began, { green: true, reason: 'probes-passed' })

    await release('Serve the orders')
    timeline.did('main moves: a release that is staged first')
    const staged = await deploy({ command: 'stage' })
    timeline.ran('wrangler-deploy stage', staged, { green: true, reason: 'staged' })
    timeline.expect('users are not served it yet', (await served()) === first.outputs['version-id'])
    const proven = await probe(staged, 'staged-proofs')
    timeline.ran('cf-probes', proven, { green: true, reason: 'probes-passed' })
    const promoted = await deploy(promotion(staged))
    timeline.ran('wrangler-deploy promote', promoted, { green: true, reason: 'promoted' })
    timeline.expect('everybody is served it', (await served()) === staged.outputs['version-id'])
    const live = await probe(staged, 'post-deploy-proofs-2')
    timeline.ran('cf-probes', live, { green: true, reason: 'probes-passed' })
    timeline.expect(
      'equal behaviour has one digest, staged and live',
      live.outputs['evidence-digest'] === proven.outputs['evidence-digest'],
    )

    timeline.chapter('A broken CORS header is never promoted')
    await release('Tidy the headers')
    timeline.did('main moves: a release whose preflight allows no header')
    const broken = await deploy({ command: 'stage', vars: 'CORS=broken' })
    timeline.ran('wrangler-deploy stage', broken, { green: true, reason: 'staged' })
    const caught = await probe(broken, 'staged-proofs-3')
    timeline.ran('cf-probes', caught, { green: false, reason: 'probes-failed' })
    timeline.expect(
      'everybody is served the release before',
      (await served()) === staged.outputs['version-id'],
    )

    timeline.chapter('A version that goes bad after promotion is rolled back')
    await release('Remember the credits')
    timeline.did('main moves: a release that will go bad')
    const late = await deploy({ command: 'stage', vars: 'BAD_WHILE=bad', 'allow-split': 'true' })
    timeline.ran('wrangler-deploy stage', late, { green: true, reason: 'staged' })
    timeline.ran('cf-probes', await probe(late, 'staged-proofs-4'), { green: true, reason: 'probes-passed' })
    timeline.ran('wrangler-deploy promote', await deploy(promotion(late)), {
      green: true,
      reason: 'promoted',
    })
    await scene.goBad()
    timeline.did('What it depends on fails')
    timeline.ran('cf-probes', await probe(late, 'post-deploy-proofs-4'), {
      green: false,
      reason: 'probes-failed',
    })
    const back = await deploy({
      command: 'rollback',
      'version-id': staged.outputs['version-id'] ?? '',
      'expected-version-id': late.outputs['version-id'] ?? '',
    })
    timeline.ran('wrangler-deploy rollback', back, { green: true, reason: 'rolled-back' })
    timeline.expect('everybody is served what was proven', (await served()) === staged.outputs['version-id'])
    timeline.ran('cf-probes', await probe(staged, 'restore-proofs'), { green: true, reason: 'probes-passed' })
    timeline.expect(
      'every run left its proofs, the red ones too',
      ['post-deploy-proofs', 'staged-proofs-3', 'post-deploy-proofs-4', 'restore-proofs'].every((name) =>
        scene.artifacts.artifacts().some((artifact) => artifact.name === name && artifact.bytes),
      ),
    )
    timeline.expect(
      'the platform was asked nothing that it does not know',
      scene.cloudflare.unrouted.length === 0,
    )
    timeline.did(`The edge gave ${edge.log.length} answers`)
  } finally {
    await scene.close()
  }
}

function promotion({ outputs }: RunResult): Record<string, string> {
  return {
    command: 'promote',
    'version-id': outputs['version-id'] ?? '',
    'expected-deployment-id': outputs['deployment-id'] ?? '',
  }
}

/** Starts a repository and a platform with an edge, and returns the steps of the pipeline between them. */
async function setScene() {
  const [github, cloudflare, artifacts] = await Promise.all([
    startGitHub(),
    startCloudflare(),
    startArtifacts(),
  ])
  const edge = await startEdge(cloudflare, { worker })
  const workspace = await mkdtemp(join(tmpdir(), 'demo-deploy-'))
  const shop = await github.createRepository('acme/shop')
  const namespace = cloudflare.addNamespace()
  await createProject(workspace, {
    name: worker,
    accountId: cloudflare.accountId,
    kvNamespace: namespace,
    vars: { APP_ORIGIN: appOrigin },
  })
  const token = github.token({ permissions: { contents: 'read' } })
  const apiToken = cloudflare.token()
  // The artifact client accepts only github.com and localhost.
  const job = { ...artifacts.variables(), GITHUB_SERVER_URL: 'http://forge.localhost' }
  let before = await shop.commit({ branch: 'main', files: { 'README.md': '# Shop\n' }, message: 'Begin' })
  let trigger = await shop.trigger.push({ branch: 'main', before, after: before })

  const run = (action: string, inputs: Record<string, string>, environment: Record<string, string>) =>
    runBundle(action, {
      ...trigger,
      inputs,
      environment,
      workspace,
      forge: github.forge,
      token,
      timeoutMs: 120_000,
    })

  return {
    cloudflare,
    artifacts,
    edge,
    async release(message: string) {
      const after = await shop.commit({
        branch: 'main',
        files: { 'api/CHANGES.md': `${message}\n` },
        message,
      })
      trigger = await shop.trigger.push({ branch: 'main', before, after })
      before = after
    },
    deploy: (inputs: Record<string, string>) =>
      run(
        'wrangler-deploy',
        { 'api-token': apiToken, 'account-id': cloudflare.accountId, ...inputs },
        { CLOUDFLARE_API_BASE_URL: cloudflare.url, PRIVATE_KEY_PEM: signingKey() },
      ),
    probe: ({ outputs }: RunResult, artifact: string) =>
      run(
        'cf-probes',
        {
          'base-url': edge.url,
          'app-origin': appOrigin,
          'worker-name': worker,
          'expected-version': outputs['version-id'] ?? '',
          'artifact-name': artifact,
        },
        job,
      ),
    served: async () => (await fetch(`${edge.url}/healthz`)).headers.get('x-worker-version'),
    goBad: async () => {
      const values = `${cloudflare.url}/accounts/${cloudflare.accountId}/storage/kv/namespaces/${namespace}/values`
      await fetch(`${values}/bad`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${apiToken}` },
        body: 'yes',
      })
    },
    close: async () => {
      await edge.close()
      await Promise.all([github.close(), cloudflare.close(), artifacts.close()])
      await rm(workspace, { recursive: true, force: true })
    },
  }
}
