import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProject, runWrangler, startCloudflare } from '@suite/testkit/cloudflare'
import { runAction } from '@suite/testkit/core'
import { startGitHub } from '@suite/testkit/github'
import { root } from '../actions.ts'
import { median } from './median.ts'

const turns = 7
const worker = 'api'

/**
 * Measures a deploy over an earlier one, next to bare `wrangler deploy` of the same project: whole processes,
 * alternating.
 *
 * @throws Error if a deploy fails
 */
export async function measureDeploy() {
  const [github, cloudflare] = await Promise.all([startGitHub(), startCloudflare()])
  const workspace = await mkdtemp(join(tmpdir(), 'bench-deploy-'))
  try {
    const shop = await github.createRepository('acme/shop')
    const sha = await shop.commit({ branch: 'main', files: { 'README.md': '# Shop\n' } })
    const trigger = await shop.trigger.push({ branch: 'main', before: sha, after: sha })
    const project = await createProject(workspace, { name: worker, accountId: cloudflare.accountId })
    await cloudflare.addVersion(worker, { tag: sha })
    const apiToken = cloudflare.token()
    const ours: number[] = []
    const bare: number[] = []
    const counts = { ours: 0, bare: 0 }
    for (let turn = 0; turn <= turns; turn += 1) {
      cloudflare.host.clearLog()
      const { exitCode, stdout, milliseconds } = await runAction({
        ...trigger,
        bundle: join(root, 'dist/wrangler-deploy'),
        workspace,
        inputs: { 'api-token': apiToken, 'account-id': cloudflare.accountId },
        environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
        forge: github.forge,
        token: github.token({ permissions: { contents: 'read' } }),
        timeoutMs: 120_000,
      })
      if (exitCode !== 0) throw new Error(`wrangler-deploy was red in the benchmark:\n${stdout}`)
      counts.ours = cloudflare.log.length
      cloudflare.host.clearLog()
      const began = performance.now()
      const alone = await runWrangler(project, ['deploy'], {
        apiUrl: cloudflare.url,
        token: apiToken,
        // A hosted runner starts without a compile cache.
        environment: { NODE_DISABLE_COMPILE_CACHE: '1' },
      })
      if (alone.exitCode !== 0) throw new Error(`wrangler was red in the benchmark:\n${alone.stderr}`)
      const took = performance.now() - began
      counts.bare = cloudflare.log.length
      // The first run of each fills the caches.
      if (turn === 0) continue
      ours.push(milliseconds)
      bare.push(took)
    }
    return [
      {
        deploy: 'over an earlier one',
        requests: counts.ours,
        'bare requests': counts.bare,
        'ms in all': median(ours),
        'bare ms': median(bare),
        ratio: (median(ours) / median(bare)).toFixed(2),
      },
    ]
  } finally {
    await Promise.all([github.close(), cloudflare.close()])
    await rm(workspace, { recursive: true, force: true })
  }
}
