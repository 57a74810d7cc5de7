import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runnerEnvironment } from '../core/runner-environment.ts'
import { type Gitea, type GiteaPullRequest, type GiteaRepository, startGitea } from './index.ts'

// These are answers of a live Gitea 1.26.3, so that an action that passes here does not fail there.

const execute = promisify(execFile)

let gitea: Gitea
let repository: GiteaRepository
let pull: GiteaPullRequest
let token: string
const permissions = { contents: 'read', 'pull-requests': 'write', issues: 'write' } as const
const shop = '/repos/acme/shop'

beforeAll(async () => {
  gitea = await startGitea()
  gitea.addOrganizationLabel('acme', { name: 'shared' })
  repository = await gitea.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: { kept: 'a\nb\n', moved: 'c\nd\ne\n', gone: 'x' } })
  for (const name of ['one', 'twin', 'twin']) repository.addLabel({ name })
  token = gitea.token({ permissions })
  const many = Object.fromEntries(Array.from({ length: 57 }, (_, at) => [`many/${at}`, `${at}\n`]))
  pull = await repository.openPullRequest({
    files: { ...many, kept: 'a\nc\n', there: { renameOf: 'moved' }, gone: null },
  })
})
afterAll(() => gitea.close())

async function ask(method: string, path: string, body?: unknown, as = token) {
  const response = await fetch(`${gitea.forge.apiUrl}${path}`, {
    method,
    headers: { authorization: `token ${as}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}
const names = (body: readonly { readonly name: string }[]) => body.map(({ name }) => name)

describe('labels', () => {
  const labels = () => `${shop}/issues/${pull.number}/labels`

  test('an unknown name is answered with 200 and adds nothing; case matters', async () => {
    expect(await ask('POST', labels(), { labels: ['none', 'ONE'] })).toMatchObject({ status: 200, body: [] })
  })

  test('a name that two labels have adds both; a label of the organization is added too', async () => {
    const { body } = await ask('PUT', labels(), { labels: ['twin', 'shared'] })
    expect(names(body)).toEqual(['twin', 'twin', 'shared'])
    expect(Object.keys(body[0])).not.toContain('node_id')
  })

  test('strings and integers cannot be mixed', async () => {
    expect(await ask('PUT', labels(), { labels: ['one', 1] })).toMatchObject({ status: 400 })
  })

  test('a label is removed by its id, once, without a body', async () => {
    const { body } = await ask('PUT', labels(), { labels: ['one'] })
    const remove = (id: unknown) => ask('DELETE', `${labels()}/${id}`)
    expect(await remove('one')).toMatchObject({ status: 422 })
    expect(await remove(body[0].id)).toMatchObject({ status: 204, body: undefined })
    expect(await remove(body[0].id)).toMatchObject({ status: 422 })
    expect(await remove(999_999)).toMatchObject({ status: 422 })
    const { body: entries } = await ask('GET', `${shop}/issues/${pull.number}/timeline`)
    expect(
      entries.slice(-2).map((entry: { type: string; body: string }) => [entry.type, entry.body]),
    ).toEqual([
      ['label', '1'],
      ['label', ''],
    ])
  })

  test('a second label of the same name is created, with or without #; an invalid colour is refused', async () => {
    const make = (color: string) => ask('POST', `${shop}/labels`, { name: 'same', color })
    expect(await make('#00aabb')).toMatchObject({ status: 201, body: { color: '00aabb' } })
    expect(await make('00aabb')).toMatchObject({ status: 201 })
    expect(await make('blue')).toMatchObject({ status: 422 })
  })
})

describe('the files of a pull request', () => {
  const files = (query: string) => ask('GET', `${shop}/pulls/${pull.number}/files?${query}`)

  test('are truncated at 50 silently, at 30 with per_page, and counted in a header', async () => {
    const whole = await files('limit=100')
    expect([whole.body.length, whole.headers.get('x-total-count')]).toEqual([50, '60'])
    expect(whole.headers.get('x-pagecount')).toBe('2')
    expect((await files('per_page=100')).body).toHaveLength(30)
    expect((await files('limit=50&page=2')).body).toHaveLength(10)
  })

  test('are changed, deleted or renamed, and have no blob id', async () => {
    const { body } = await files('limit=50')
    const more = (await files('limit=50&page=2')).body
    const of = (path: string) =>
      [...body, ...more].find(({ filename }: { filename: string }) => filename === path)
    expect(of('kept')).toMatchObject({ status: 'changed' })
    expect(of('gone')).toMatchObject({ status: 'deleted' })
    expect(of('there')).toMatchObject({ status: 'renamed', previous_filename: 'moved' })
    expect(of('kept')).not.toHaveProperty('sha')
  })
})

describe('tokens', () => {
  test.each([
    ['of a run for a fork', () => gitea.token({ permissions, forFork: true })],
    [
      'without the permission',
      () => gitea.token({ permissions: { ...permissions, 'pull-requests': 'read' } }),
    ],
  ])('%s cannot add a label', async (_, tokenOf) => {
    const path = `${shop}/issues/${pull.number}/labels`
    expect(await ask('POST', path, { labels: ['one'] }, tokenOf())).toMatchObject({
      status: 403,
      body: { message: 'write permission is required' },
    })
  })

  test('before 1.26 may do more than their permissions say', async () => {
    const old = await startGitea({ version: '1.25' })
    try {
      await old.createRepository('acme/shop')
      const response = await fetch(`${old.forge.apiUrl}${shop}/labels`, {
        method: 'POST',
        headers: { authorization: `token ${old.token({ permissions: {} })}` },
        body: JSON.stringify({ name: 'x', color: 'ffffff' }),
      })
      expect(response.status).toBe(201)
    } finally {
      await old.close()
    }
  })
})

describe('runs', () => {
  test('start at the head commit, and use the name synchronized', async () => {
    const on = await repository.trigger.pullRequest(pull.number, 'synchronized')
    expect(on).toMatchObject({ sha: await pull.headSha(), ref: `refs/pull/${pull.number}/head` })
    expect(Object.keys(on.event.payload as object).sort()).toEqual(
      'action commit_id number pull_request repository requested_reviewer review sender'.split(' '),
    )
    expect(on.event.payload).toMatchObject({
      action: 'synchronized',
      pull_request: { merge_base: await repository.resolve('main'), changed_files: 60 },
    })
  })

  test('on pull_request_target start at the base branch', async () => {
    const on = await repository.trigger.pullRequestTarget(pull.number, 'label_updated')
    expect(on).toMatchObject({ sha: await repository.resolve('main'), ref: 'refs/heads/main' })
  })

  test("have the variables of Gitea's runner, of which some are empty and some missing", async () => {
    const on = { ...(await repository.trigger.workflowDispatch({})), forge: gitea.forge }
    const at = (name: string) => `/tmp/${name}`
    const variables = runnerEnvironment(on, {
      root: at('run'),
      workspace: at('workspace'),
      temp: at('temp'),
      home: at('home'),
      event: at('event'),
      output: at('output'),
      state: at('state'),
      summary: at('summary'),
      env: at('env'),
      path: at('path'),
    })
    expect(variables).toMatchObject({
      GITEA_ACTIONS: 'true',
      GITHUB_API_URL: `${gitea.url}/api/v1`,
      GITHUB_GRAPHQL_URL: '',
      RUNNER_OS: 'linux',
      GITHUB_STEP_SUMMARY: '/tmp/summary',
    })
    expect(variables).not.toHaveProperty('GITHUB_WORKFLOW_REF')
  })
})

test('the pull request of a commit is one or none; Gitea has no list of them', async () => {
  const head = await pull.headSha()
  expect(await ask('GET', `${shop}/commits/${head}/pull`)).toMatchObject({ body: { number: pull.number } })
  expect(await ask('GET', `${shop}/commits/${await repository.resolve('main')}/pull`)).toMatchObject({
    status: 404,
  })
  expect(await ask('GET', `${shop}/commits/${head}/pulls`)).toMatchObject({ status: 404 })
})

test('git reads with the token as its password, and pushes only if that may write', async () => {
  const address = (password: string) => `${gitea.url.replace('://', `://x:${password}@`)}/acme/shop.git`
  const git = (...args: string[]) =>
    execute('git', args, { env: { PATH: process.env.PATH, GIT_TERMINAL_PROMPT: '0', HOME: '/nonexistent' } })
  const listed = await git('ls-remote', address(token), 'refs/heads/main')
  const sha = listed.stdout.split('\t')[0] ?? ''
  expect(listed.stdout).toBe(`${sha}\trefs/heads/main\n`)
  await expect(git('ls-remote', address('wrong'))).rejects.toThrow(/Authentication failed/)
  const folder = mkdtempSync(join(tmpdir(), 'gitea-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await git('clone', '--quiet', '--bare', address(token), folder)
  const push = (as: string) => git('-C', folder, 'push', '--quiet', address(as), `${sha}:refs/heads/copy`)
  await expect(push(token)).rejects.toThrow(/403/)
  await push(gitea.token({ permissions: { contents: 'write' } }))
  expect((await git('ls-remote', address(token), 'refs/heads/copy')).stdout).toContain(sha)
})
