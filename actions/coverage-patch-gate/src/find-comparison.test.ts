import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openClone, readCheckout } from '@suite/changes/clone'
import { UsageError } from '@suite/errors'
import { errorOf } from '@suite/testkit/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findComparison } from './find-comparison.ts'
import type { ComparedEvent } from './left-side.ts'

const run = promisify(execFile)
let folder: string
/** The commits of a repository whose main went on after `topic` left it. */
let ids: Readonly<Record<'fork' | 'base' | 'head' | 'merge' | 'replaced', string>>

async function git(where: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return (await run('git', [...who, ...args], { cwd: where, env })).stdout.trim()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comparison-'))
  const commit = async (file: string) => {
    await writeFile(join(folder, file), file)
    await git(folder, 'add', file)
    await git(folder, 'commit', '--quiet', '--message', file)
    return git(folder, 'rev-parse', 'HEAD')
  }
  await git(folder, 'init', '--quiet', '--initial-branch=main')
  const fork = await commit('fork')
  await git(folder, 'checkout', '--quiet', '-b', 'topic')
  const replaced = await commit('replaced')
  await git(folder, 'reset', '--quiet', '--hard', fork)
  const head = await commit('head')
  await git(folder, 'checkout', '--quiet', 'main')
  const base = await commit('base')
  await git(folder, 'checkout', '--quiet', '--detach', 'main')
  await git(folder, 'merge', '--quiet', '--no-ff', '--message=merge', 'topic')
  const merge = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'update-ref', 'refs/pull/1/merge', merge)
  await git(folder, 'checkout', '--quiet', 'main')
  await git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  ids = { fork, base, head, merge, replaced }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What comes out in a clone as actions/checkout makes it. */
async function compare(commit: string, depth: number, event: ComparedEvent, base?: string) {
  const clone = await mkdtemp(join(tmpdir(), 'checkout-'))
  try {
    await git(clone, 'init', '--quiet')
    const origin = `file://${folder}`
    if (depth > 0) await git(clone, 'fetch', '--quiet', `--depth=${depth}`, origin, commit)
    else await git(clone, 'fetch', '--quiet', origin, commit, '+refs/heads/*:refs/remotes/origin/*')
    await git(clone, 'checkout', '--quiet', '--detach', commit)
    const opened = openClone(clone, new AbortController().signal)
    return await findComparison(opened, await readCheckout(opened), event, base)
  } finally {
    await rm(clone, { recursive: true, force: true })
  }
}

const pullRequest = (): ComparedEvent => ({
  name: 'pull_request',
  payload: { pull_request: { head: { sha: ids.head }, base: { sha: ids.fork, ref: 'main' } } },
})
const push = (before: string, more = {}): ComparedEvent => ({
  name: 'push',
  payload: {
    before,
    after: ids.head,
    ref: 'refs/heads/topic',
    repository: { default_branch: 'main' },
    ...more,
  },
})

test('the merge of a pull request needs only its parents', async () => {
  const expected = { left: ids.base, right: ids.merge }
  expect(await compare(ids.merge, 2, pullRequest())).toMatchObject(expected)
  expect(await compare(ids.merge, 0, pullRequest())).toMatchObject(expected)
  expect(await compare(ids.merge, 1, pullRequest())).toMatchObject({
    reason: 'history-missing',
    fix: expect.stringContaining('fetch-depth: 2'),
  })
})

test('the head of a pull request is compared with where it left main, and not with what main did since', async () => {
  expect(await compare(ids.head, 0, pullRequest())).toMatchObject({ left: ids.fork, right: ids.head })
  expect(await compare(ids.head, 1, pullRequest())).toMatchObject({
    reason: 'history-missing',
    fix: expect.stringContaining('fetch-depth: 0'),
  })
})

test('a push is compared with the commit before it, if the clone has it', async () => {
  expect(await compare(ids.head, 0, push(ids.fork))).toMatchObject({ left: ids.fork, right: ids.head })
  expect(await compare(ids.head, 0, push('0'.repeat(40)))).toMatchObject({ left: ids.fork })
  expect(await compare(ids.head, 1, push(ids.fork))).toMatchObject({ reason: 'history-missing' })
  const forced = push(ids.replaced, { forced: true })
  expect(await compare(ids.head, 0, forced)).toMatchObject({
    reason: 'history-missing',
    fix: expect.stringContaining('github.event.forced'),
  })
  expect(await compare(ids.head, 0, forced, 'refs/heads/main')).toMatchObject({ left: ids.fork })
})

test('any other event is compared with the `base` that is given', async () => {
  const schedule = { name: 'schedule', payload: {} }
  expect(await compare(ids.head, 0, schedule, ids.base)).toMatchObject({ left: ids.fork })
  expect(await compare(ids.base, 0, schedule, 'refs/heads/main')).toMatchObject({ reason: 'base-missing' })
  await errorOf(UsageError, compare(ids.head, 0, schedule, 'main'))
})
