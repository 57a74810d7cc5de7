import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeRelease } from '../scripts/release/describe-release.ts'
import { gatherFacts } from '../scripts/release/gather.ts'
import { gitIn } from '../scripts/release/git.ts'
import { planRelease } from '../scripts/release/plan.ts'
import { publish, type Release, writeRelease } from '../scripts/release/publish.ts'
import { findReleasedCommit } from '../scripts/release/starters.ts'

const actions = ['label-by-path', 'require-proofs']

let folder: string
let project: string
let remote: string
const git = (...args: string[]) => gitIn(project)(args)
const atRemote = (...args: string[]) => gitIn(remote)(args)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'))
  project = join(folder, 'project')
  remote = join(folder, 'remote.git')
  await mkdir(project)
  await git('init', '--quiet', '--initial-branch=main')
  await gitIn(folder)(['init', '--quiet', '--bare', '--initial-branch=main', remote])
  for (const [key, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@example.com'],
    ['core.autocrlf', 'true'],
  ] as const)
    await git('config', key, value)
  await write('.gitignore', '/dist/\n*.js\n')
  await write('LICENSE', 'MIT\n')
  await write('SECURITY.md', '# Security\n')
  await commitVersion('1.0.0')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a workflow that uses @v1 gets the actions at the root, and nothing else', async () => {
  await release()
  const listed = await atRemote('ls-tree', '-r', '--name-only', 'v1')
  expect(listed.split('\n')).toEqual([
    'LICENSE',
    'README.md',
    'SECURITY.md',
    ...actions.flatMap((name) => ['action.yml', 'index.js', 'package.json'].map((file) => `${name}/${file}`)),
  ])
  expect(await atRemote('show', 'v1:README.md')).toContain('- [label-by-path](label-by-path/README.md)')
})

test('the links of a published page lead to what is published, and other files are named', async () => {
  await write(
    'dist/label-by-path/README.md',
    '[gate](../require-proofs/action.yml#x), [safe](../../SECURITY.md), [rules](../../starter/rules.md#a), [far](https://a.example)\n',
  )
  await release()
  expect(await atRemote('show', 'v1:label-by-path/README.md')).toBe(
    '[gate](../require-proofs/action.yml#x), [safe](../SECURITY.md), rules (`starter/rules.md` in the sources), [far](https://a.example)',
  )
})

test("the built bundle is published byte for byte, whatever git's settings for line ends are", async () => {
  await write('dist/label-by-path/index.js', 'one\r\ntwo\n')
  await release()
  expect(await atRemote('show', 'v1:label-by-path/index.js')).toBe('one\r\ntwo')
})

test('a release says which commit it was built from', async () => {
  const { plan, commit } = await release()
  const trailer = '--format=%(trailers:key=Source-Commit,valueonly,separator=%x2C)'
  expect(await atRemote('show', '--no-patch', trailer, 'releases/v1')).toBe(await git('rev-parse', 'HEAD'))
  expect(await atRemote('cat-file', '-t', 'v1.0.0')).toBe('tag')
  expect(await atRemote('rev-parse', 'v1.0.0^{commit}', 'v1', 'releases/v1')).toBe(
    [commit, commit, commit].join('\n'),
  )
  expect(await findReleasedCommit(gitIn(project), remote, '1.0.0')).toBe(commit)
  expect(plan.parent).toBeUndefined()
})

test('a pinned commit stays reachable after later releases; v1 moves to the newest', async () => {
  const first = await release()
  await commitVersion('1.1.0')
  const second = await release()
  expect(await atRemote('rev-parse', 'v1', 'releases/v1', 'releases/v1^')).toBe(
    [second.commit, second.commit, first.commit].join('\n'),
  )
  expect(await atRemote('rev-parse', 'v1.0.0^{commit}')).toBe(first.commit)
  expect(await atRemote('branch', '--contains', first.commit)).toContain('releases/v1')
})

test('a release from another clone, which has never fetched the branch, goes on top of it', async () => {
  const first = await release()
  await commitVersion('1.1.0')
  const old = project
  project = join(folder, 'other')
  await gitIn(folder)(['clone', '--quiet', '--no-local', old, project])
  await git('config', 'user.name', 'Bob')
  await git('config', 'user.email', 'bob@example.com')
  await build('1.1.0')
  const second = await release()
  expect(second.plan.parent).toBe(first.commit)
  expect(await git('for-each-ref', '--format=%(refname)', 'refs/tags', 'refs/heads')).toBe('refs/heads/main')
})

test('a dry run pushes nothing, and leaves index, refs and work tree unchanged', async () => {
  await write('LICENSE', 'MIT, staged\n')
  await git('add', 'LICENSE')
  const look = async () => [
    await git('status', '--porcelain'),
    await git('diff', '--cached'),
    await git('for-each-ref'),
  ]
  const before = await look()
  await expect(prepare()).rejects.toThrow('the work tree differs from its commit: LICENSE')
  expect(await look()).toEqual(before)
  await git('reset', '--quiet', '--hard')
  const refs = await git('for-each-ref')
  const { described, release: planned } = await prepare()
  expect(described).toContain(`refs/tags/v1  nothing → ${planned.commit.slice(0, 12)}`)
  expect(await git('for-each-ref')).toBe(refs)
  expect(await atRemote('for-each-ref')).toBe('')
})

test('the dry run shows the commit that the release then has', async () => {
  const { release: planned } = await prepare()
  expect((await release()).commit).toBe(planned.commit)
})

test('of two releases at once, one is refused, and none of its parts is published', async () => {
  await release()
  await commitVersion('1.1.0')
  const { release: slow } = await prepare()
  await commitVersion('1.2.0')
  await release()
  const before = await atRemote('for-each-ref')
  await expect(publish(gitIn(project), remote, slow)).rejects.toMatchObject({ reason: 'push-refused' })
  expect(await atRemote('for-each-ref')).toBe(before)
})

test('a v1 that another person moved in between is not overwritten, and nothing else is pushed', async () => {
  await release()
  await commitVersion('1.1.0')
  const { release: planned } = await prepare()
  const other = await git('rev-parse', 'HEAD')
  await git('push', '--quiet', '--force', remote, `${other}:refs/tags/v1`)
  await expect(publish(gitIn(project), remote, planned)).rejects.toMatchObject({ reason: 'push-refused' })
  expect(await atRemote('rev-parse', 'v1')).toBe(other)
  expect(await atRemote('tag', '--list', 'v1.1.0')).toBe('')
  expect(await atRemote('rev-parse', 'releases/v1')).toBe(planned.plan.parent)
})

test('a remote that accepts the push and stores something else is detected', async () => {
  const hook = join(remote, 'hooks/post-receive')
  await mkdir(join(remote, 'hooks'), { recursive: true })
  await writeFile(hook, '#!/bin/sh\ngit update-ref -d refs/tags/v1\n', { mode: 0o755 })
  await expect(release()).rejects.toMatchObject({
    reason: 'push-unconfirmed',
    message: expect.stringContaining('refs/tags/v1 '),
  })
})

test('a version that is published is not published again', async () => {
  await release()
  await expect(prepare()).rejects.toThrow('the remote has a tag v1.0.0 already')
})

async function prepare(): Promise<{ release: Release; described: string }> {
  const facts = await gatherFacts({ folder: project, actions }, { remote, staging: join(folder, 'staging') })
  const planned = await writeRelease(gitIn(project), remote, planRelease(facts))
  return { release: planned, described: describeRelease(planned, facts, remote) }
}

async function release(): Promise<Release> {
  const { release: planned } = await prepare()
  await publish(gitIn(project), remote, planned)
  return planned
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(join(project, path, '..'), { recursive: true })
  await writeFile(join(project, path), content)
}

/** Commits the project at a version, and builds it. */
async function commitVersion(version: string): Promise<void> {
  await write('package.json', JSON.stringify({ version }))
  await git('add', '--all')
  await git('commit', '--quiet', '--message', `Version ${version}`)
  await build(version)
}

async function build(version: string): Promise<void> {
  const commit = (await git('rev-parse', 'HEAD')).slice(0, 12)
  for (const name of actions) {
    await write(`dist/${name}/action.yml`, `name: ${name}\n`)
    await write(`dist/${name}/index.js`, `console.log(${JSON.stringify(version)})\n`)
    await write(`dist/${name}/package.json`, JSON.stringify({ name, version, commit }))
  }
  expect(JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))).toEqual({ version })
}
