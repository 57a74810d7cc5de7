import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runBundle } from '@suite/testkit/bundle'
import { startCloudflare } from '@suite/testkit/cloudflare'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appOrigin, startWorker, type Worker } from '../actions/cf-probes/test/worker.ts'
import { root } from '../scripts/actions.ts'
import { createClone, type Fixture, git } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

const execute = promisify(execFile)
const starter = (path: string) => readFile(join(root, 'workflows-templates/starter', path), 'utf8')

let folder: string
let worker: Worker
beforeAll(async () => {
  ;[folder, worker] = await Promise.all([mkdtemp(join(tmpdir(), 'starter-')), startWorker()])
})
afterAll(async () => {
  await worker.close()
  await rm(folder, { recursive: true, force: true })
})

/** Creates a repository with the starter files, and a branch that changes these files. */
async function shopWith(name: string, ...changed: readonly string[]): Promise<Fixture> {
  const files = {
    '.github/labeler.yml': await starter('.github/labeler.yml'),
    '.github/proofs.yml': await starter('.github/proofs.yml'),
  }
  const clone = await createClone(join(folder, name), { files })
  await clone.commit(Object.fromEntries(changed.map((path) => [path, `${path} of ${name}\n`])))
  return clone
}

/** Returns the commands that the gate prints for missing proofs, without the steps after the proof is made. */
function commandsIn(stdout: string): string[] {
  const [, after = ''] = stdout.split('To make a proof:')
  const lines = after.split('\n').map((line) => line.trim())
  return lines
    .filter((line) => line.includes(' && git add '))
    .map((line) => line.split(' && git add ')[0] ?? '')
}

/** Runs a printed command as a user would: with the addresses filled in, and the suite's folder. */
async function runPrinted(clone: Fixture, command: string) {
  const filled = command
    .replaceAll('https://<your API>', worker.url)
    .replaceAll('https://<your app>', appOrigin)
  const tried = /^npm --prefix <the suite> run --silent try -- (.+)$/.exec(filled)?.[1]
  if (tried !== undefined) expect(await tryIn(clone.folder, ...tried.split(' '))).toMatchObject({ code: 0 })
  else await execute('sh', ['-c', filled.replaceAll('/<what changed>', '/')], { cwd: clone.folder })
  await clone.commit({})
}

test('the command that the gate prints makes the next run pass, for every label of the starter', async () => {
  const clone = await shopWith('all', 'api/wrangler.toml', 'api/src/index.ts', 'api/src/credits/rows.ts')
  const before = await tryIn(clone.folder, 'require-proofs')
  expect(before.code).toBe(1)
  const commands = commandsIn(before.stdout)
  expect(commands).toHaveLength(2)
  for (const command of commands) await runPrinted(clone, command)
  const after = await tryIn(clone.folder, 'require-proofs')
  expect(after.stdout).toContain('✓ require-proofs: pass (proofs-present)')
  expect(after.code).toBe(0)
})

test('the pull request template names the proofs that the policy asks for and cf-probes writes', async () => {
  const template = await starter('.github/PULL_REQUEST_TEMPLATE/ops-routing.md')
  const named = [...template.matchAll(/`(ops\/proofs\/[^`]+)`/g)].map(([, path = '']) => path)
  const policy = await starter('.github/proofs.yml')
  const clone = await shopWith('template', 'api/src/index.ts')
  const inputs = [`base-url=${worker.url}`, `app-origin=${appOrigin}`]
  await tryIn(clone.folder, 'cf-probes', ...inputs.flatMap((input) => ['--input', input]))
  const written = (await readdir(join(clone.folder, 'ops/proofs'))).map((name) => `ops/proofs/${name}`)
  expect(written).toHaveLength(5)
  expect(named).toEqual(expect.arrayContaining(written))
  const others = named.filter((path) => !written.includes(path))
  expect(others.filter((path) => !policy.includes(path.replace('…', '*')))).toEqual([])
})

test('a policy that also requires addresses is satisfied by the command that the gate prints for it', async () => {
  const policy = `proofs:
  - for: change:headers
    files: ops/proofs/evidence.json
    contains:
      - evidence: { passed: [jwks], subject: { base-url: "${worker.url}", app-origin: "${appOrigin}", consecutive: 2 } }
`
  const labels =
    'change:headers:\n  rules:\n    - changed-files:\n        - any-glob-to-any-file: api/src/**\n'
  const clone = await createClone(join(folder, 'subject'), {
    files: { '.github/labeler.yml': labels, '.github/proofs.yml': policy },
  })
  await clone.commit({ 'api/src/index.ts': 'changed\n' })
  const before = await tryIn(clone.folder, 'require-proofs')
  expect(before.code).toBe(1)
  expect(before.stdout).not.toContain('<your API>')
  for (const command of commandsIn(before.stdout)) await runPrinted(clone, command)
  expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 0 })
})

test('a key of voice preferences that could not be written is no proof, although the file names it', async () => {
  const clone = await shopWith('refused', 'api/src/voice/prefs.ts')
  const files = { 'ops/proofs/kv-prefs.txt': '+ npx wrangler kv key put prefs:probe:1 ok\n✘ [ERROR] no\n' }
  await clone.commit(files)
  expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 1 })
})

test('probes that fail in the command of the gate do not satisfy the policy of the starter', async () => {
  const clone = await shopWith('failing', 'api/src/index.ts')
  worker.bend = ({ path }) => (path === '/api/ai/binding' ? (response) => response.end('{}') : undefined)
  const inputs = [`base-url=${worker.url}`, `app-origin=${appOrigin}`, 'proof-dir=ops/proofs', 'timeout=3s']
  const tried = await tryIn(clone.folder, 'cf-probes', ...inputs.flatMap((input) => ['--input', input]))
  worker.bend = () => undefined
  expect(tried.code).toBe(1)
  await clone.commit({})
  expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 1 })
})

test('what cf-probes writes about KV is the proof that a change of voice preferences needs', async () => {
  const clone = await shopWith('voice', 'api/src/voice/prefs.ts')
  const cloudflare = await startCloudflare()
  try {
    const ran = await runBundle('cf-probes', {
      forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
      event: { name: 'push', payload: {} },
      repository: 'acme/shop',
      sha: await git(clone.folder, 'rev-parse', 'HEAD'),
      ref: 'refs/heads/main',
      workspace: clone.folder,
      inputs: {
        'base-url': worker.url,
        'app-origin': appOrigin,
        'kv-namespace-id': cloudflare.addNamespace(),
        'account-id': cloudflare.accountId,
        'api-token': cloudflare.token(),
        'artifact-name': '',
        'proof-dir': join(clone.folder, 'ops/proofs'),
      },
      environment: { CLOUDFLARE_API_BASE_URL: cloudflare.url },
    })
    expect(ran).toMatchObject({ exitCode: 0 })
  } finally {
    await cloudflare.close()
  }
  await clone.commit({})
  expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 0 })
})

test('the command of the policy for voice preferences is printed as it is written', async () => {
  const clone = await shopWith('printed', 'api/src/voice/prefs.ts')
  const { stdout } = await tryIn(clone.folder, 'require-proofs')
  expect(stdout).toContain('npx wrangler kv key put "$KEY" ok --binding=KV_PREFS --remote')
  expect(stdout).toContain('git add -- ops/proofs/kv-prefs.txt')
})
