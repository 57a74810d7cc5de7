import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type Finding, makeEvidence, readEvidence, writeEvidence } from './index.ts'
import { replaceFiles } from './replace-files.ts'

const finding: Finding = {
  kind: 'cf-probes',
  verdict: 'pass',
  reason: 'all-passed',
  subject: { 'base-url': 'https://api.example.com' },
  observed: { probes: [{ name: 'jwks', state: 'pass', body: 'hello' }] },
  circumstances: { finishedAt: '2026-11-21T06:30:00Z' },
  tool: { name: 'cf-probes', version: '1.0.0', commit: 'unknown' },
}
const proofs = new Map([
  ['jwks.md', '# JWKS\n'],
  ['cors.md', '# CORS\n'],
])
const same = (text: string) => text

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evidence-'))
  folder = join(root, 'ops/proofs')
})
afterEach(async () => {
  await chmod(folder, 0o755).catch(() => {})
  await rm(root, { recursive: true, force: true })
})

const write = (options: Partial<Parameters<typeof writeEvidence>[0]> = {}) =>
  writeEvidence({ folder, evidence: makeEvidence(finding), proofsOf: () => proofs, redact: same, ...options })
const contents = async () =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
    ),
  )

test('the evidence and the proofs are written, and the returned digest is the one in the file', async () => {
  const { path, digest } = await write()
  expect(path).toBe(join(folder, 'evidence.json'))
  const text = await readFile(path, 'utf8')
  expect(text.endsWith('}\n')).toBe(true)
  expect(readEvidence(text, path).digest).toBe(digest)
  expect(await readdir(folder)).toEqual(['cors.md', 'evidence.json', 'jwks.md'])
})

const marked = (...names: string[]): Partial<Parameters<typeof writeEvidence>[0]> => ({
  proofsOf: ({ digest }) => new Map(names.map((name) => [name, `PASS\nevidence          ${digest}\n`])),
})

test('a proof of an earlier run does not stay next to the evidence of a later one', async () => {
  const { digest } = await write(marked('jwks.txt', 'health.txt'))
  await writeFile(join(folder, 'note.txt'), `We had ${digest}.\n`)
  await writeFile(join(folder, 'other.txt'), `evidence          sha256:${'0'.repeat(64)}\n`)
  const { files } = await write({
    ...marked('jwks.txt'),
    evidence: makeEvidence({ ...finding, verdict: 'fail' }),
  })
  expect(files).toEqual(['jwks.txt', 'evidence.json'])
  expect(Object.keys(await contents())).toEqual(['evidence.json', 'jwks.txt', 'note.txt', 'other.txt'])
})

test('a proof contains the digest of the evidence next to it, even after a secret was redacted', async () => {
  const redact = (text: string) => text.replaceAll('hello', '***')
  const { digest } = await write({ ...marked('jwks.txt'), redact })
  expect((await contents())['jwks.txt']).toContain(digest)
})

test('evidence of an earlier run is replaced; other files in the folder stay', async () => {
  await write()
  await writeFile(join(folder, 'note.md'), 'mine')
  const { digest } = await write({ evidence: makeEvidence({ ...finding, verdict: 'fail' }) })
  const after = await contents()
  expect(readEvidence(after['evidence.json'] ?? '', '')).toMatchObject({ digest, verdict: 'fail' })
  expect(Object.keys(after)).toEqual(['cors.md', 'evidence.json', 'jwks.md', 'note.md'])
})

test('a secret of the run is redacted before the digest is computed, so that the file is valid', async () => {
  const redact = (text: string) => text.replaceAll('hello', '***')
  const { path, digest } = await write({ redact, proofsOf: () => new Map([['body.md', 'hello there']]) })
  const evidence = readEvidence(await readFile(path, 'utf8'), path)
  expect(evidence).toMatchObject({ digest, observed: { probes: [{ body: '***' }] } })
  expect((await contents())['body.md']).toBe('*** there')
})

describe('a file that still looks like it contains a secret is refused, and nothing is written', () => {
  it.each<[string, Partial<Parameters<typeof writeEvidence>[0]>]>([
    [
      'in a proof',
      {
        proofsOf: () =>
          new Map([
            ['a.md', 'fine'],
            ['b.md', '\nset-cookie: sid=abc'],
          ]),
      },
    ],
    ['in the evidence', { evidence: makeEvidence({ ...finding, observed: '-----BEGIN PRIVATE KEY-----' }) }],
    ['in a name, which nothing may change', { redact: (text) => text.replaceAll('probes', '***') }],
    ['in words that are not redacted', { redact: (text) => text.replaceAll('cf-probes', '***') }],
  ])('%s', async (_, options) => {
    const error = await write(options).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({ reason: 'secret-in-evidence' })
    expect((error as Error).message).not.toContain('abc')
    expect(existsSync(folder)).toBe(false)
  })

  test('the message gives the file and the line', async () => {
    const error = await write({ proofsOf: () => new Map([['b.md', 'x\n\nset-cookie: sid=abc']]) }).catch(
      (e: unknown) => e,
    )
    expect((error as Error).message).toBe('b.md:3: looks like the value of a cookie')
  })
})

describe('a folder that cannot be used is reported as a usage error', () => {
  const refused = async (options = {}) =>
    expect(await write(options).catch((e: unknown) => e)).toMatchObject({ reason: 'proof-dir-unusable' })

  test('a file in the place of the folder', async () => {
    await mkdir(join(root, 'ops'))
    await writeFile(folder, '')
    await refused()
  })

  test('a file in the place of a parent folder', async () => {
    await writeFile(join(root, 'ops'), '')
    await refused()
  })

  test('a link in the place of the folder', async () => {
    await mkdir(join(root, 'elsewhere'))
    await mkdir(join(root, 'ops'))
    await symlink(join(root, 'elsewhere'), folder)
    await refused()
    expect(await readdir(join(root, 'elsewhere'))).toEqual([])
  })

  test('a link in the place of a file: the target of the link stays unchanged', async () => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(root, 'victim'), 'precious')
    await symlink(join(root, 'victim'), join(folder, 'evidence.json'))
    await refused()
    expect(await readFile(join(root, 'victim'), 'utf8')).toBe('precious')
    expect(await readdir(folder)).toEqual(['evidence.json'])
  })

  test('a folder in the place of a proof: no other file is written', async () => {
    await mkdir(join(folder, 'cors.md'), { recursive: true })
    await refused()
    expect(await readdir(folder)).toEqual(['cors.md'])
  })

  test.skipIf(process.getuid?.() === 0)('a folder without write permission', async () => {
    await mkdir(folder, { recursive: true })
    await chmod(folder, 0o555)
    await refused()
  })
})

describe('if one file cannot be put in place, all files stay as they were', () => {
  const before = { 'a.md': 'old a', 'evidence.json': 'old evidence' }
  const files = new Map([
    ['a.md', 'new a'],
    ['b.md', 'new b'],
    ['evidence.json', 'new evidence'],
  ])
  const failing = (code: string) => async (fresh: string, path: string) => {
    if (path.endsWith('evidence.json')) throw Object.assign(new Error(code), { code })
    await rename(fresh, path)
  }

  beforeEach(async () => {
    await mkdir(folder, { recursive: true })
    for (const [name, text] of Object.entries(before)) await writeFile(join(folder, name), text)
  })

  test('a full disk', async () => {
    const error = await replaceFiles(folder, files, [], failing('ENOSPC')).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ reason: 'evidence-not-written' })
    expect(await contents()).toEqual(before)
  })

  test('a file whose contents differ from what was written', async () => {
    const error = await replaceFiles(folder, files, [], async (fresh, path) => {
      if (path.endsWith('b.md')) await writeFile(fresh, 'somebody else')
      await rename(fresh, path)
    }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ reason: 'evidence-not-written' })
    expect(await contents()).toEqual(before)
  })
})

describe('a proof name that leaves the folder or collides with another file is a defect', () => {
  it.each([
    '../x.md',
    'a/b.md',
    'a\\b.md',
    '',
    '.',
    '..',
    '.hidden',
    'evidence.json',
    'EVIDENCE.json',
    'x.md\n',
    'x.',
    'n'.repeat(101),
  ])('%j', async (name) => {
    await expect(write({ proofsOf: () => new Map([[name, '']]) })).rejects.toThrow(TypeError)
    expect(existsSync(folder)).toBe(false)
  })
})
