import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { checkSource, type StartFacts } from '../scripts/release/check-source.ts'
import { gitIn } from '../scripts/release/git.ts'
import { readDefaultBranch, readIdentity, readSource } from '../scripts/release/read-source.ts'

let folder: string
let project: string
let remote: string
const git = (...args: string[]) => gitIn(project)(args)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-start-'))
  project = join(folder, 'project')
  remote = join(folder, 'remote.git')
  for (const [at, ...options] of [[project], [remote, '--bare']])
    await gitIn(folder)(['init', '--quiet', '--initial-branch=main', ...options, at ?? ''])
  await git('config', 'user.name', 'Ada')
  await git('config', 'user.email', 'ada@example.com')
  await commit('1.0.0')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a commit of the default branch can be released, also when the branch has moved on', async () => {
  await git('push', '--quiet', remote, 'main')
  await expect(start()).resolves.toMatchObject({ defaultBranch: { name: 'main', containsSource: true } })
  const first = await git('rev-parse', 'HEAD')
  await commit('1.1.0')
  await git('push', '--quiet', remote, 'main')
  await git('checkout', '--quiet', '--detach', first)
  await expect(start()).resolves.toMatchObject({ defaultBranch: { containsSource: true } })
})

test('a clone with one commit, as a workflow checks it out, can release a branch that has moved on', async () => {
  await git('push', '--quiet', remote, 'main')
  const old = project
  project = join(folder, 'shallow')
  await gitIn(folder)(['clone', '--quiet', '--depth=1', `file://${remote}`, project])
  await gitIn(old)(['commit', '--quiet', '--allow-empty', '--message', 'Later'])
  await gitIn(old)(['push', '--quiet', remote, 'main'])
  expect(await readDefaultBranch(gitIn(project), 'origin', await git('rev-parse', 'HEAD'))).toEqual({
    name: 'main',
    containsSource: true,
  })
})

test('what nobody has merged is refused, and the message names the branch', async () => {
  await git('push', '--quiet', remote, 'main')
  await git('checkout', '--quiet', '-b', 'feature')
  await commit('1.1.0')
  await expect(start()).rejects.toThrow(/is not on main of the remote: merge it there first/)
  expect(await git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/feature\nrefs/heads/main')
})

test('a remote without sources can be released to: it is empty, or holds only releases', async () => {
  await expect(start()).resolves.toMatchObject({ defaultBranch: undefined })
  await git('push', '--quiet', remote, 'main:releases/v1')
  await gitIn(remote)(['symbolic-ref', 'HEAD', 'refs/heads/releases/v1'])
  await expect(start()).resolves.toMatchObject({ defaultBranch: undefined })
})

test('git may not guess who publishes', async () => {
  expect(await readIdentity(gitIn(project))).toContain('Ada <ada@example.com>')
  await git('config', 'user.name', '')
  expect(await readIdentity(gitIn(project))).toBeUndefined()
})

describe('refused before the build', () => {
  test('each reason, all at once', async () => {
    await writeFile(join(project, 'new.txt'), '')
    await git('tag', 'v1.0.0')
    const facts = { ...(await readSource(project, remote)), identity: undefined }
    const defaultBranch = { name: 'main', containsSource: false }
    expect(() => checkSource({ ...facts, defaultBranch })).toThrow(
      expect.objectContaining({
        reason: 'release-refused',
        fix: expect.stringContaining('Nothing was built'),
        problems: [
          expect.objectContaining({ what: expect.stringContaining('who publishes') }),
          expect.objectContaining({ what: expect.stringContaining('is not on main') }),
          expect.objectContaining({ what: 'there is a tag v1.0.0 here already' }),
          expect.objectContaining({ what: 'the work tree differs from its commit: new.txt' }),
        ],
      }),
    )
  })

  test('the command of the page says it at once: nothing is compiled, and nothing is published', async () => {
    const args = ['--conditions=suite-source', join(root, 'scripts/release.ts'), '--remote', remote]
    const env = { ...process.env, GIT_COMMITTER_NAME: '' }
    const ended = await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch(
      (error) => error,
    )
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('git does not know who publishes')
    expect(ended.stdout).toBe('')
    expect(await gitIn(remote)(['for-each-ref'])).toBe('')
  })
})

/** Returns the facts of a release that may start. */
async function start(): Promise<StartFacts> {
  const source = await readSource(project, remote)
  const facts = {
    ...source,
    defaultBranch: await readDefaultBranch(gitIn(project), remote, source.source),
    identity: await readIdentity(gitIn(project)),
  }
  checkSource(facts)
  return facts
}

async function commit(version: string): Promise<void> {
  await writeFile(join(project, 'package.json'), JSON.stringify({ version }))
  await git('add', '--all')
  await git('commit', '--quiet', '--message', `Version ${version}`)
}
