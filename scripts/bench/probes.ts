import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFixtureWorker, signingKey, startCloudflare, startEdge } from '@suite/testkit/cloudflare'
import { runAction } from '@suite/testkit/core'
import { root } from '../actions.ts'
import { median } from './median.ts'

const turns = 15
const appOrigin = 'https://app.example.com'
const worker = 'api'

const probeFile = `probes:
  - { name: jwks, jwks: {} }
  - { name: auth-guest, jwt: { path: /auth/guest } }
  - { name: cors-si-ask, cors: { path: /api/si/ask, headers: [content-type, x-user-email, x-intelligence-tier] } }
  - { name: ai-binding, http: [{ path: /api/ai/binding, expect: { json: { /ai_bound: true } } }] }
  - { name: healthz, http: [{ path: /healthz }] }
  - { name: metrics, metrics: { has: [http_requests_total] } }
`

/**
 * Measures six probes of a Worker in real workerd on loopback, next to a bare Node script that sends the same
 * requests and stores nothing: whole processes, alternating in one run.
 */
export async function measureProbes() {
  const cloudflare = await startCloudflare()
  const edge = await startEdge(cloudflare, { worker })
  const workspace = await mkdtemp(join(tmpdir(), 'bench-probes-'))
  try {
    await writeFile(join(workspace, 'probes.yml'), probeFile)
    await cloudflare.addVersion(worker, {
      code: await readFixtureWorker(),
      vars: { APP_ORIGIN: appOrigin },
      secrets: { PRIVATE_KEY_PEM: signingKey() },
      bindings: [{ name: 'AI', type: 'ai' }],
    })
    const rows: Record<string, string | number>[] = []
    for (const consecutive of [1, 3]) {
      const ours: number[] = []
      const bare: number[] = []
      const counts = { ours: 0, bare: 0 }
      for (let turn = 0; turn <= turns; turn += 1) {
        let before = edge.log.length
        const took = await runProbes(edge.url, workspace, consecutive)
        counts.ours = edge.log.length - before
        before = edge.log.length
        const bareTook = await runBare(edge.url, consecutive)
        counts.bare = edge.log.length - before
        // The first run of each warms up the Worker and the files.
        if (turn === 0) continue
        ours.push(took)
        bare.push(bareTook)
      }
      rows.push({
        'six probes': `${consecutive} in a row`,
        requests: counts.ours,
        'bare requests': counts.bare,
        'ms in all': median(ours),
        'bare ms': median(bare),
        ratio: (median(ours) / median(bare)).toFixed(2),
      })
    }
    return rows
  } finally {
    await edge.close()
    await cloudflare.close()
    await rm(workspace, { recursive: true, force: true })
  }
}

async function runProbes(url: string, workspace: string, consecutive: number): Promise<number> {
  const { exitCode, stdout, milliseconds } = await runAction({
    event: { name: 'push', payload: {} },
    repository: 'acme/shop',
    sha: '0123456789abcdef0123456789abcdef01234567',
    ref: 'refs/heads/main',
    forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
    bundle: join(root, 'dist/cf-probes'),
    workspace,
    inputs: {
      'base-url': url,
      'app-origin': appOrigin,
      'config-path': 'probes.yml',
      'artifact-name': '',
      consecutive: String(consecutive),
    },
  })
  if (exitCode !== 0) throw new Error(`cf-probes was red in the benchmark:\n${stdout}`)
  return milliseconds
}

function runBare(url: string, rounds: number): Promise<number> {
  const script = join(root, 'scripts/bench/bare-probes.mjs')
  return new Promise((resolve, reject) => {
    const began = performance.now()
    spawn(process.execPath, [script, url, appOrigin, String(rounds)], { stdio: 'ignore' })
      .on('error', reject)
      .on('close', (code) =>
        code === 0
          ? resolve(performance.now() - began)
          : reject(new Error(`the bare script ended with ${code}`)),
      )
  })
}
