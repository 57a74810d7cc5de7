import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runBundle } from '@suite/testkit/bundle'
import { startCloudflare } from '@suite/testkit/cloudflare'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appOrigin, sendJson, startWorker, type Worker } from '../actions/cf-probes/test/worker.ts'
import { root } from '../scripts/actions.ts'
import { createClone, type Fixture, git } from './fixtures/clone.ts'
import { type Shop, startShop } from './fixtures/shop-worker.ts'
import { tryIn } from './fixtures/try.ts'

const execute = promisify(execFile)
const templates = join(root, 'workflows-templates')
const starter = (path: string) => readFile(join(templates, 'starter', path), 'utf8')
const playbook = (path: string) => readFile(join(templates, 'examples/playbook', path), 'utf8')

let folder: string
let shop: Shop
/** The API of the playbook. */
let worker: Worker
beforeAll(async () => {
  ;[folder, shop, worker] = await Promise.all([
    mkdtemp(join(tmpdir(), 'starter-')),
    startShop(appOrigin),
    startWorker(),
  ])
})
afterAll(async () => {
  await Promise.all([shop.close(), worker.close()])
  await rm(folder, { recursive: true, force: true })
})

/** Creates a repository with these files of a team, and a branch that changes these paths. */
async function cloneWith(
  name: string,
  read: (path: string) => Promise<string>,
  ...changed: readonly string[]
): Promise<Fixture> {
  const paths = ['.github/labeler.yml', '.github/proofs.yml', 'ops/probes.yml']
  const copied = paths.map(async (path) => [path, await read(path)] as const)
  const files = Object.fromEntries(await Promise.all(copied))
  const clone = await createClone(join(folder, name), { files })
  await clone.commit(Object.fromEntries(changed.map((path) => [path, `${path} of ${name}\n`])))
  return clone
}

const withStarter = (name: string, ...changed: readonly string[]) => cloneWith(name, starter, ...changed)
const withPlaybook = (name: string, ...changed: readonly string[]) => cloneWith(name, playbook, ...changed)

/** Probes a Worker from a clone, as the command of the gate does. */
function probe(clone: Fixture, url: string, ...more: readonly string[]) {
  const inputs = [`base-url=${url}`, `app-origin=${appOrigin}`, 'proof-dir=ops/proofs', ...more]
  return tryIn(clone.folder, 'cf-probes', ...inputs.flatMap((input) => ['--input', input]))
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
async function runPrinted(clone: Fixture, command: string, url: string) {
  const filled = command
    .replaceAll('https://<your API>', url)
    .replaceAll('https://api.cognomega.com', url)
    .replaceAll(/https:\/\/(<your app>|app\.cognomega\.com)/g, appOrigin)
  const suite = /^npm --prefix <the suite> run --silent try -- (.+)$/
  const steps = suite.test(filled) ? filled.split(' && ') : [filled]
  for (const step of steps) {
    const tried = suite.exec(step)?.[1]
    if (tried !== undefined) expect(await tryIn(clone.folder, ...tried.split(' '))).toMatchObject({ code: 0 })
    else await execute('sh', ['-c', step.replaceAll('/<what changed>', '/')], { cwd: clone.folder })
  }
  await clone.commit({})
}

/** Lets the API of the playbook answer a question with its billing headers. */
function bill() {
  worker.bend = ({ method, path }) =>
    method === 'POST' && path === '/api/si/ask'
      ? (response, request) => {
          if (request.headers.authorization === undefined) return worker.route(response, request)
          sendJson(response, {}, 200, { 'x-credits-used': '3', 'x-request-cost': '0.5' })
        }
      : undefined
}

describe('the starter', () => {
  test('accepts what its probes find: copy it, probe, commit, and the gate passes', async () => {
    const clone = await withStarter('copied', 'api/wrangler.toml', 'api/src/index.ts')
    expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 1 })
    expect(await probe(clone, shop.url)).toMatchObject({ code: 0 })
    await clone.commit({})
    const after = await tryIn(clone.folder, 'require-proofs')
    expect(after.stdout).toContain('✓ require-proofs: pass (proofs-present)')
    expect(after.code).toBe(0)
  })

  test('prints one command for all its labels, which makes the next run pass', async () => {
    const clone = await withStarter('printed', 'api/wrangler.toml', 'api/src/index.ts')
    const before = await tryIn(clone.folder, 'require-proofs')
    expect(before.code).toBe(1)
    const commands = commandsIn(before.stdout)
    expect(commands).toHaveLength(1)
    for (const command of commands) await runPrinted(clone, command, shop.url)
    expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 0 })
  })

  test.each([
    ['/health', 'health'],
    ['/cart', 'cors'],
  ])('does not accept probes of which %s failed', async (path, name) => {
    const clone = await withStarter(`failing-${name}`, 'api/src/index.ts')
    shop.instead = ({ url }, response) => url === path && Boolean(response.writeHead(500).end('no'))
    const probed = await probe(clone, shop.url, 'timeout=3s')
    shop.instead = undefined
    expect(probed.code).toBe(1)
    expect(await readdir(join(clone.folder, 'ops/proofs'))).toContain('evidence.json')
    await clone.commit({})
    const judged = await tryIn(clone.folder, 'require-proofs')
    expect(judged.code).toBe(1)
    expect(judged.stdout).toContain('verdict fail, not pass')
  })

  test('does not accept the passed probes of a file that lacks one of those that it names', async () => {
    const clone = await withStarter('fewer', 'api/src/index.ts')
    await clone.write({
      'ops/probes.yml': 'probes: [{ name: health, health: { paths: [/health] } }]\n',
    })
    expect(await probe(clone, shop.url)).toMatchObject({ code: 0 })
    await clone.commit({})
    const judged = await tryIn(clone.folder, 'require-proofs')
    expect(judged.code).toBe(1)
    expect(judged.stdout).toContain('"cors"')
  })

  test('names in its pull request template exactly the proofs that its probes write', async () => {
    const template = await starter('.github/PULL_REQUEST_TEMPLATE/ops-routing.md')
    const named = [...template.matchAll(/`(ops\/proofs\/[^`]+)`/g)].map(([, path = '']) => path)
    const clone = await withStarter('template', 'api/src/index.ts')
    await probe(clone, shop.url)
    const written = await readdir(join(clone.folder, 'ops/proofs'))
    expect(named.sort()).toEqual(written.map((name) => `ops/proofs/${name}`).sort())
  })

  test('has nothing of one team in its policy and its probes', async () => {
    for (const path of [
      '.github/proofs.yml',
      'ops/probes.yml',
      '.github/PULL_REQUEST_TEMPLATE/ops-routing.md',
    ])
      expect(await starter(path)).not.toMatch(
        /si.ask|jwks|guest|ai.binding|voice|credits|jobs|kv_prefs|cognomega/i,
      )
  })
})

describe('the example of the playbook', () => {
  test('prints commands that make the next run pass, for routes, CORS, headers and credits', async () => {
    const changed = ['api/wrangler.toml', 'api/src/index.ts', 'api/src/credits/rows.ts']
    const clone = await withPlaybook('playbook', ...changed)
    const before = await tryIn(clone.folder, 'require-proofs')
    expect(before.code).toBe(1)
    const commands = commandsIn(before.stdout)
    expect(commands).toHaveLength(1)
    bill()
    for (const command of commands) await runPrinted(clone, command, worker.url)
    const after = await tryIn(clone.folder, 'require-proofs')
    expect(after.stdout).toContain('✓ require-proofs: pass (proofs-present)')
    expect(after.code).toBe(0)
  })

  test('does not accept a usage proof without billing headers', async () => {
    const clone = await withPlaybook('unbilled', 'api/src/credits/rows.ts')
    worker.bend = ({ method, path }) =>
      method === 'POST' && path === '/api/si/ask'
        ? (response, request) => {
            if (request.headers.authorization === undefined) return worker.route(response, request)
            sendJson(response, {}, 200, { 'x-credits-used': '3' })
          }
        : undefined
    expect(await probe(clone, worker.url, 'timeout=3s')).toMatchObject({ code: 1 })
    bill()
    await clone.commit({ 'ops/proofs/usage-1.txt': 'HTTP/2 200\nx-credits-used: 3\n' })
    expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 1 })
  })

  test('names in its pull request template every proof that its probes write', async () => {
    const template = await playbook('.github/PULL_REQUEST_TEMPLATE/ops-routing.md')
    const named = [...template.matchAll(/`(ops\/proofs\/[^`]+)`/g)].map(([, path = '']) => path)
    const clone = await withPlaybook('playbook-template', 'api/src/index.ts')
    bill()
    await probe(clone, worker.url)
    const written = await readdir(join(clone.folder, 'ops/proofs'))
    expect(written).toHaveLength(6)
    expect(named).toEqual(expect.arrayContaining(written.map((name) => `ops/proofs/${name}`)))
  })

  test('a key of voice preferences that could not be written is no proof, although the file names it', async () => {
    const clone = await withPlaybook('refused', 'api/src/voice/prefs.ts')
    const files = { 'ops/proofs/kv-prefs.txt': '+ npx wrangler kv key put prefs:probe:1 ok\n✘ [ERROR] no\n' }
    await clone.commit(files)
    expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 1 })
  })

  test('what cf-probes writes about KV is the proof that a change of voice preferences needs', async () => {
    const clone = await withPlaybook('voice', 'api/src/voice/prefs.ts')
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
    const clone = await withPlaybook('voice-printed', 'api/src/voice/prefs.ts')
    const { stdout } = await tryIn(clone.folder, 'require-proofs')
    expect(stdout).toContain('npx wrangler kv key put "$KEY" ok --binding=KV_PREFS --remote')
    expect(stdout).toMatch(/ && git add -- .*ops\/proofs\/kv-prefs\.txt && git commit /)
  })
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
  for (const command of commandsIn(before.stdout)) await runPrinted(clone, command, worker.url)
  expect(await tryIn(clone.folder, 'require-proofs')).toMatchObject({ code: 0 })
})
