import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBundle } from '@suite/testkit/bundle'
import { type GitHub, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The files that cf-probes writes, and require-proofs accepts as proofs, both as they ship. */

type Files = Record<string, string>
const proofs = 'ops/proofs/'
let github: GitHub
let folder: string
/** The files of a run whose probes all passed, of one in which one of two failed, and of one that reached no server. */
let passed: Files
let mixed: Files
let unreached: Files
let shops = 0

beforeAll(async () => {
  github = await startGitHub()
  folder = await mkdtemp(join(tmpdir(), 'probes-as-proofs-'))
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/bad' ? 500 : 200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  passed = await probe(address, ['home', 'about'])
  mixed = await probe(address, ['home', 'bad'])
  await new Promise((resolve) => server.close(resolve))
  unreached = await probe(address, ['home'])
})
afterAll(async () => {
  await github.close()
  await rm(folder, { recursive: true, force: true })
})

async function probe(address: string, names: readonly string[]): Promise<Files> {
  const workspace = await mkdtemp(join(folder, 'clone-'))
  const list = names.map((name) => `{ name: ${name}, http: [{ path: /${name} }] }`)
  await writeFile(join(workspace, 'probes.yml'), `probes: [${list.join(', ')}]\n`)
  await runBundle('cf-probes', {
    forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
    event: { name: 'push', payload: {} },
    repository: 'acme/shop',
    sha: 'c'.repeat(40),
    ref: 'refs/heads/main',
    workspace,
    inputs: {
      'base-url': address,
      'config-path': 'probes.yml',
      'artifact-name': '',
      'proof-dir': join(workspace, 'proofs'),
      timeout: '2s',
    },
  })
  const kept = await readdir(join(workspace, 'proofs'))
  const texts = kept.map(async (name) => [name, await readFile(join(workspace, 'proofs', name), 'utf8')])
  return Object.fromEntries(await Promise.all(texts))
}

/** Returns the gate's verdict on a change with these files as its proofs. */
async function judge(files: Record<string, string | Buffer>, policy?: string) {
  const rules = 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: api/**\n'
  const repository = await github.createRepository(`acme/shop-${++shops}`)
  await repository.commit({
    branch: 'main',
    files: { '.github/labeler.yml': rules, ...(policy !== undefined && { '.github/proofs.yml': policy }) },
  })
  const pull = await repository.openPullRequest({ files: { 'api/a': 'a', ...files } })
  const ran = await runBundle('require-proofs', {
    ...(await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })),
    forge: github.forge,
    token: github.token({ permissions: { contents: 'read', 'pull-requests': 'read' } }),
  })
  const messages = ran.annotations.map(({ message }) => message).join('\n')
  return { reason: ran.outputs.reason, exitCode: ran.exitCode, messages }
}

const under = (path: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${path}${name}`, text]))
const without = ({ ...files }: Files, ...names: string[]): Files => {
  for (const name of names) delete files[name]
  return files
}
const missing = { exitCode: 1, reason: 'proofs-missing' }
const present = { exitCode: 0, reason: 'proofs-present' }

describe('probes that did not pass are no proof of a change', () => {
  test('as written, for a run that reached no server and for one that failed in part', async () => {
    const ran = await judge(under(proofs, unreached))
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain(
      'found: ops/proofs/evidence.json is evidence with the verdict fail, not pass',
    )
    expect(await judge(under(proofs, mixed))).toMatchObject(missing)
  })

  const evidence = () => mixed['evidence.json'] ?? ''
  const transcripts = () => without(mixed, 'evidence.json')
  test.each<[string, () => Record<string, string | Buffer>]>([
    [
      'under other names',
      () => ({ 'ops/proofs/a.md': evidence(), 'ops/proofs/b.log': mixed['home.txt'] ?? '' }),
    ],
    ['pretty-printed', () => ({ 'ops/proofs/e.json': JSON.stringify(JSON.parse(evidence()), null, 2) })],
    [
      'with the verdict altered',
      () => ({
        ...under(proofs, transcripts()),
        'ops/proofs/evidence.json': evidence().replace('"verdict":"fail"', '"verdict":"pass"'),
      }),
    ],
    [
      'truncated',
      () => ({ ...under(proofs, transcripts()), 'ops/proofs/evidence.json': evidence().slice(0, -100) }),
    ],
    ['in UTF-16', () => ({ 'ops/proofs/e.json': Buffer.from(`\ufeff${evidence()}`, 'utf16le') })],
    ['with a byte-order mark', () => ({ 'ops/proofs/e.json': `\ufeff${evidence()}` })],
    ['without their evidence', () => under(proofs, transcripts())],
    [
      'with their evidence in a folder where no proofs are',
      () => ({
        ...under(proofs, transcripts()),
        'docs/evidence.json': evidence(),
      }),
    ],
    [
      'next to the evidence of another run that passed',
      () => ({
        'ops/proofs/evidence.json': passed['evidence.json'] ?? '',
        'ops/proofs/bad.txt': mixed['bad.txt'] ?? '',
      }),
    ],
    [
      'edited down to a name that their evidence has',
      () => ({
        'ops/proofs/Evidence.json': evidence(),
        'ops/proofs/home.txt': 'all is well\n',
      }),
    ],
  ])('%s', async (_, files) => {
    expect(await judge(files())).toMatchObject(missing)
  })

  test('if the policy checks transcripts only', async () => {
    const policy = 'proofs: [{for: change:routes, files: ops/proofs/home.txt, contains: [{text: PASS}]}]\n'
    expect(await judge(under(proofs, mixed), policy)).toMatchObject(missing)
    expect(await judge(under(proofs, passed), policy)).toMatchObject(present)
  })
})

describe('probes that passed', () => {
  test('are a proof as written, and in any folder', async () => {
    expect(await judge(under(proofs, passed))).toMatchObject(present)
    expect(await judge(under('ops/proofs/routes/', passed))).toMatchObject(present)
  })

  test('are a proof with one of their transcripts, and not without any', async () => {
    expect(await judge(under(proofs, without(passed, 'home.txt')))).toMatchObject(present)
    const ran = await judge(under(proofs, { 'evidence.json': passed['evidence.json'] ?? '' }))
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain('is evidence whose transcripts are gone')
  })

  test('are a proof if the policy asks for the evidence only', async () => {
    const policy =
      'proofs: [{for: change:routes, files: ops/proofs/*.json, contains: [{evidence: {passed: [home]}}]}]\n'
    expect(await judge(under(proofs, passed), policy)).toMatchObject(present)
  })
})

test.each([[' \n\t\n'], ['\ufeff'], ['\0\0\0'], ['\u200b\n'], ['---\n']])(
  'a file without visible content is not a proof: %j',
  async (text) => {
    expect(await judge({ 'ops/proofs/a.txt': text })).toMatchObject(missing)
  },
)
