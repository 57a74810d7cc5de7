import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAction } from '../core/index.ts'
import { type GitHub, type Repository, startGitHub } from './index.ts'

let github: GitHub
let shop: Repository
let main: string

beforeAll(async () => {
  github = await startGitHub({ now: () => new Date('2026-11-21T10:00:00.500Z') })
  shop = await github.createRepository('acme/shop')
  main = await shop.commit({ branch: 'main', files: { 'a.ts': 'a\n', 'b.ts': 'b\n' } })
})
afterAll(() => github.close())

test('a pull request runs on its merge commit, its target run on the default branch', async () => {
  const pull = await shop.openPullRequest({ head: 'one', files: { 'one.ts': '1\n' }, labels: ['change:api'] })
  const trigger = await shop.trigger.pullRequest(pull.number, { action: 'labeled', label: 'change:api' })
  expect(trigger).toMatchObject({
    repository: 'acme/shop',
    ref: `refs/pull/${pull.number}/merge`,
    headRef: 'one',
    baseRef: 'main',
    actor: 'alice',
    event: {
      name: 'pull_request',
      payload: {
        action: 'labeled',
        number: pull.number,
        label: { name: 'change:api' },
        pull_request: {
          changed_files: 1,
          created_at: '2026-11-21T10:00:00Z',
          labels: [{ name: 'change:api' }],
        },
        repository: { full_name: 'acme/shop' },
        sender: { login: 'alice' },
      },
    },
  })
  const token = github.token({ permissions: { contents: 'read' } })
  const answer = await fetch(`${github.url}/repos/acme/shop/git/commits/${trigger.sha}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await answer.json()).toMatchObject({ parents: [{ sha: main }, { sha: await pull.headSha() }] })
  const target = await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })
  expect(target).toMatchObject({ sha: main, ref: 'refs/heads/main', event: { name: 'pull_request_target' } })
  const review = await pull.review({ user: 'bob', state: 'APPROVED' })
  expect((await shop.trigger.pullRequestReview(pull.number, review)).event.payload).toMatchObject({
    action: 'submitted',
    review: { state: 'approved' },
    sender: { login: 'bob' },
  })
  const comment = pull.comment('eve', '/check')
  expect(await shop.trigger.issueComment(pull.number, comment)).toMatchObject({
    ref: 'refs/heads/main',
    event: { payload: { issue: { pull_request: {} }, comment: { body: '/check' } } },
  })
})

test('a pull request in conflict has no merge commit and no run, but its target run starts', async () => {
  const pull = await shop.openPullRequest({ head: 'conflict', files: { 'a.ts': 'mine\n' } })
  const base = await shop.commit({ branch: 'release', parent: main, files: { 'a.ts': 'theirs\n' } })
  pull.edit({ base: 'release' })
  expect(await pull.baseSha()).toBe(base)
  await expect(shop.trigger.pullRequest(pull.number, { action: 'opened' })).rejects.toThrow('conflicts')
  expect((await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })).sha).toBe(main)
})

test('a merge group contains the commits of all its pull requests on the base', async () => {
  const two = await shop.openPullRequest({ head: 'two', files: { 'two.ts': '2\n' } })
  const three = await shop.openPullRequest({ head: 'three', files: { 'three.ts': '3\n' } })
  const { sha, ref, event } = await shop.trigger.mergeGroup([two.number, three.number])
  expect(ref).toBe(`refs/heads/gh-readonly-queue/main/pr-${three.number}-${main}`)
  expect(await shop.resolve(ref)).toBe(sha)
  expect(event).toMatchObject({
    name: 'merge_group',
    payload: {
      action: 'checks_requested',
      merge_group: { head_sha: sha, head_ref: ref, base_sha: main, base_ref: 'refs/heads/main' },
    },
  })
  const token = github.token({ permissions: { contents: 'read' } })
  const compared = await fetch(`${github.url}/repos/acme/shop/compare/${main}...${sha}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await compared.json()).toMatchObject({ files: [{ filename: 'three.ts' }, { filename: 'two.ts' }] })
})

test('a push contains what was there before: nothing, another history, or the parent', async () => {
  const head = await shop.commit({ branch: 'pushed', files: { 'a.ts': null, 'new.ts': 'n\n' }, message: 'm' })
  const payload = async (push: Parameters<typeof shop.trigger.push>[0]) =>
    (await shop.trigger.push(push)).event.payload
  expect(await payload({ branch: 'pushed', before: null })).toMatchObject({
    created: true,
    forced: false,
    before: '0'.repeat(40),
    after: head,
    commits: [{ id: head, message: 'm', added: ['new.ts'], removed: ['a.ts'], modified: [] }],
  })
  const other = await shop.commit({ branch: 'pushed', parent: main, files: { 'b.ts': 'other\n' } })
  expect(await payload({ branch: 'pushed', before: head })).toMatchObject({
    created: false,
    forced: true,
    after: other,
  })
  await shop.moveBranch('pushed', null)
  const deleted = await shop.trigger.push({ branch: 'pushed', before: other, after: null })
  expect(deleted).toMatchObject({
    ref: 'refs/heads/main',
    event: { payload: { deleted: true, head_commit: null } },
  })
})

test('dispatched and scheduled runs are on a branch', async () => {
  expect(await shop.trigger.workflowDispatch({ 'pr-number': '1' })).toMatchObject({
    sha: main,
    ref: 'refs/heads/main',
    event: { name: 'workflow_dispatch', payload: { inputs: { 'pr-number': '1' }, ref: 'refs/heads/main' } },
  })
  expect((await shop.trigger.schedule('0 4 * * *')).event).toMatchObject({
    name: 'schedule',
    payload: { schedule: '0 4 * * *' },
  })
})

test('an action that a trigger starts finds the pull request and labels it as the bot', async () => {
  const bundle = await mkdtemp(join(tmpdir(), 'testkit-labels-'))
  await writeFile(
    join(bundle, 'action.yml'),
    'inputs: { token: { default: "${{ github.token }}" } }\nruns: { main: index.js }',
  )
  await writeFile(join(bundle, 'package.json'), '{"type":"module"}')
  await writeFile(
    join(bundle, 'index.js'),
    `import { readFileSync } from 'node:fs'
    const { env } = process
    const { number } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'))
    const answer = await fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY + '/issues/' + number + '/labels', {
      method: 'POST', headers: { authorization: 'Bearer ' + env.INPUT_TOKEN }, body: '["change:api"]' })
    process.exitCode = answer.status === 200 ? 0 : 1`,
  )
  const pull = await shop.openPullRequest({ head: 'run', files: { 'run.ts': 'r\n' } })
  const token = github.token({ permissions: { issues: 'write' }, name: 'job' })
  github.host.clearLog()
  const trigger = await shop.trigger.pullRequestTarget(pull.number, { action: 'opened' })
  const result = await runAction({ ...trigger, bundle, forge: github.forge, token })
  await rm(bundle, { recursive: true })
  expect([result.exitCode, result.stderr]).toEqual([0, ''])
  expect(pull.labels()).toEqual(['change:api'])
  expect(github.host.log).toMatchObject([
    {
      method: 'POST',
      route: '/repos/:owner/:repo/issues/:number/labels',
      token: 'job',
      body: ['change:api'],
    },
  ])
})
