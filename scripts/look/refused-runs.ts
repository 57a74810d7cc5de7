import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBundle } from '@suite/testkit/bundle'
import { createProject, startCloudflare } from '@suite/testkit/cloudflare'
import { startGitHub } from '@suite/testkit/github'
import type { Timeline } from '../demo/timeline.ts'

/** Runs the actions that pass in the whole demo where they must fail: without rules, and without a Worker. */
export async function runRefused(timeline: Timeline): Promise<void> {
  const github = await startGitHub()
  try {
    const shop = await github.createRepository('acme/shop')
    await shop.commit({ branch: 'main', files: { 'README.md': '# Shop\n' }, message: 'Begin' })
    await labelWithoutRules(timeline, github, shop)
    await rollBackNothing(timeline, github, shop)
  } finally {
    await github.close()
  }
}

type GitHub = Awaited<ReturnType<typeof startGitHub>>
type Shop = Awaited<ReturnType<GitHub['createRepository']>>

async function labelWithoutRules(timeline: Timeline, github: GitHub, shop: Shop): Promise<void> {
  const pull = await shop.openPullRequest({ title: 'Say more', author: 'ada', files: { 'OPS.md': 'More\n' } })
  const run = await runBundle('label-by-path', {
    ...(await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })),
    forge: github.forge,
    token: github.token({ permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' } }),
  })
  timeline.ran('label-by-path', run, { green: false, reason: 'config-missing' })
}

async function rollBackNothing(timeline: Timeline, github: GitHub, shop: Shop): Promise<void> {
  const cloudflare = await startCloudflare()
  const workspace = await mkdtemp(join(tmpdir(), 'look-deploy-'))
  try {
    await createProject(workspace, { name: 'shop-api', accountId: cloudflare.accountId })
    const after = await shop.commit({
      branch: 'main',
      files: { 'CHANGES.md': 'More\n' },
      message: 'Say more',
    })
    const version = '00000000-0000-4000-8000-000000000000'
    const run = await runBundle('wrangler-deploy', {
      ...(await shop.trigger.push({ branch: 'main', before: after, after })),
      workspace,
      forge: github.forge,
      token: github.token({ permissions: { contents: 'read' } }),
      environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
      inputs: {
        command: 'rollback',
        'version-id': version,
        'expected-version-id': version.replace(/0$/, '1'),
        'api-token': cloudflare.token(),
        'account-id': cloudflare.accountId,
      },
    })
    timeline.ran('wrangler-deploy', run, { green: false, reason: 'worker-missing' })
  } finally {
    await cloudflare.close()
    await rm(workspace, { recursive: true, force: true })
  }
}
