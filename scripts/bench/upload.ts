import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  MANIFEST_NAME,
  permissionNames,
  type ReleaseManifest,
  SUMS_NAME,
  writeManifest,
  writeSums,
} from '@suite/release-assets'
import { runAction } from '@suite/testkit/core'
import { startGitHub } from '@suite/testkit/github'
import { root } from '../actions.ts'

const targets = [
  'x86_64-unknown-linux-gnu',
  'aarch64-unknown-linux-gnu',
  'x86_64-apple-darwin',
  'aarch64-apple-darwin',
  'x86_64-pc-windows-msvc',
]
const bytesOfEach = 100_000_000

/**
 * Measures the memory of a run that publishes five binaries of 100 MB: the largest that its process had.
 *
 * @throws Error if the run fails, or publishes fewer bytes
 */
export async function measureUpload() {
  const github = await startGitHub()
  const workspace = await mkdtemp(join(tmpdir(), 'bench-upload-'))
  try {
    const shop = await github.createRepository('acme/app')
    const sha = await shop.commit({ branch: 'main', files: { 'README.md': '# App\n' } })
    await writeRelease(join(workspace, 'release-assets'), sha)
    const peak = join(workspace, 'peak')
    const hook = pathToFileURL(join(root, 'scripts/bench/write-peak.mjs')).href
    const { exitCode, stdout, milliseconds } = await runAction({
      event: { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } },
      repository: 'acme/app',
      sha,
      ref: 'refs/heads/main',
      forge: github.forge,
      token: github.token({ permissions: { contents: 'write' } }),
      bundle: join(root, 'dist/release-publish'),
      workspace,
      inputs: { tag: 'v1.2.3', 'assets-manifest': `release-assets/${MANIFEST_NAME}` },
      environment: { NODE_OPTIONS: `--import=${hook}`, PEAK_FILE: peak },
      timeoutMs: 600_000,
    })
    if (exitCode !== 0) throw new Error(`release-publish was red in the benchmark:\n${stdout}`)
    const megabytes = Number(await readFile(peak, 'utf8'))
    return [
      {
        upload: 'five of 100 MB',
        'ms in all': milliseconds,
        requests: github.host.log.length,
        'peak MB': Math.round(megabytes),
        'at most': 150,
      },
    ]
  } finally {
    await github.close()
    await rm(workspace, { recursive: true, force: true })
  }
}

async function writeRelease(folder: string, commit: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const assets = []
  for (const target of targets) {
    const name = `app-${target}`
    const sha256 = await writeRandom(join(folder, name))
    assets.push({ name, target, size: bytesOfEach, built: sha256, published: sha256 })
  }
  const manifest: ReleaseManifest = {
    schema: 'release-manifest/1',
    name: 'app',
    version: '1.2.3',
    commit,
    createdFor: '2026-03-01T12:00:00.000Z',
    deno: {
      version: '2.9.6',
      bases: targets.map((target) => ({
        target,
        archiveSha256: '0'.repeat(64),
        checkedAgainst: 'committed-sums',
      })),
    },
    entrypoint: 'main.ts',
    arguments: ['--no-prompt'],
    permissions: Object.fromEntries(
      permissionNames.map((name) => [name, { allow: null, deny: null }]),
    ) as unknown as ReleaseManifest['permissions'],
    assets,
    documents: [],
    reproducible: 'checked',
  }
  const text = writeManifest(manifest)
  await writeFile(join(folder, MANIFEST_NAME), text)
  const lines = [
    ...assets.map(({ name, published }) => ({ name, sha256: published })),
    { name: MANIFEST_NAME, sha256: createHash('sha256').update(text).digest('hex') },
  ]
  await writeFile(join(folder, SUMS_NAME), writeSums(lines))
}

/** Writes a file of 100 MB, and returns its SHA-256. */
async function writeRandom(path: string): Promise<string> {
  const chunk = randomBytes(1_000_000)
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  try {
    for (let written = 0; written < bytesOfEach; written += chunk.length) {
      await file.write(chunk)
      hash.update(chunk)
    }
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}
