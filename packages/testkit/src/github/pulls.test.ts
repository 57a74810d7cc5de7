import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GitHub, type Repository, startGitHub } from './index.ts'

const runFile = promisify(execFile)
let github: GitHub
let shop: Repository
let token: string

beforeAll(async () => {
  github = await startGitHub()
  shop = await github.createRepository('acme/shop')
  await shop.commit({
    branch: 'main',
    files: { 'api/a.ts': 'a\n'.repeat(20), 'b.ts': 'b\n', 'c.ts': 'c\n', link: 'plain\n' },
  })
  token = github.token({ permissions: { contents: 'write', 'pull-requests': 'read' } })
})
afterAll(() => github.close())

interface File {
  filename: string
  status: string
  additions: number
  deletions: number
  previous_filename?: string
  contents_url: string
}
interface Pull {
  changed_files: number
  head: { sha: string }
}
interface Comparison {
  files: File[]
  base_commit: { parents: { sha: string }[] }
  merge_base_commit: { sha: string }
}
async function get<Body = Record<string, unknown>>(path: string) {
  const answer = await fetch(`${github.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body }
}

test("every kind of change has GitHub's status and names, sorted by path", async () => {
  const pull = await shop.openPullRequest({
    files: {
      'src/a.ts': { renameOf: 'api/a.ts' },
      'b.ts': 'b\nmore\n',
      'c.ts': null,
      'copy.ts': { copyOf: 'b.ts' },
      link: { symlink: 'b.ts' },
      'umlaut ä".ts': 'new\n',
    },
  })
  const { body } = await get<File[]>(`/repos/acme/shop/pulls/${pull.number}/files`)
  expect(
    body.map((file) => [file.filename, file.status, file.additions, file.deletions, file.previous_filename]),
  ).toEqual([
    ['b.ts', 'modified', 1, 0, undefined],
    ['c.ts', 'removed', 0, 1, undefined],
    ['copy.ts', 'added', 2, 0, undefined],
    ['link', 'changed', 1, 1, undefined],
    ['src/a.ts', 'renamed', 0, 0, 'api/a.ts'],
    ['umlaut ä".ts', 'added', 1, 0, undefined],
  ])
  const head = await pull.headSha()
  expect(body[0]?.contents_url).toBe(`${github.url}/repos/acme/shop/contents/b.ts?ref=${head}`)
  expect((await get(`/repos/acme/shop/pulls/${pull.number}`)).body).toMatchObject({
    number: pull.number,
    state: 'open',
    draft: false,
    merged: false,
    changed_files: 6,
    head: { sha: head, repo: { full_name: 'acme/shop' } },
    base: { ref: 'main', sha: await shop.resolve('main') },
    user: { login: 'alice', type: 'User' },
  })
})

test('3,001 files are counted exactly, and listed up to 3,000, a hundred a page', async () => {
  const files = Object.fromEntries(Array.from({ length: 3001 }, (_, at) => [`aaa/${at}.txt`, `${at}\n`]))
  const pull = await shop.openPullRequest({ files })
  const path = `/repos/acme/shop/pulls/${pull.number}`
  const counted = await get<Pull>(path)
  const pages = await Promise.all(
    Array.from({ length: 31 }, (_, at) => get<File[]>(`${path}/files?per_page=100&page=${at + 1}`)),
  )
  expect(counted.body.changed_files).toBe(3001)
  expect(pages.map(({ body }) => body.length)).toEqual([...Array(30).fill(100), 0])
  expect(pages[0]?.headers.get('link')).toBe(
    `<${github.url}${path}/files?per_page=100&page=2>; rel="next", <${github.url}${path}/files?per_page=100&page=30>; rel="last"`,
  )
  expect((await get(`${path}/files`)).body).toHaveLength(30)
  expect((await get(`${path}/files?per_page=500`)).body).toHaveLength(100)
  expect(
    (await get<Comparison>(`/repos/acme/shop/commits/${await pull.headSha()}?page=11`)).body.files,
  ).toHaveLength(0)
  const compared = await get<Comparison>(`/repos/acme/shop/compare/main...change-${pull.number}`)
  expect(compared.body).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, total_commits: 1 })
  expect(compared.body.files).toHaveLength(300)
})

test('a fork shares the objects, and its pull request counts only its own changes', async () => {
  const pull = await shop.openPullRequest({
    fork: 'mallory/shop',
    head: 'main',
    files: { 'evil.ts': 'x' },
    author: 'mallory',
  })
  await shop.commit({ branch: 'main', files: { 'later.ts': 'later\n' } })
  const { body } = await get(`/repos/acme/shop/pulls/${pull.number}`)
  expect(body).toMatchObject({
    changed_files: 1,
    head: { label: 'mallory:main', repo: { full_name: 'mallory/shop', fork: true } },
    base: { label: 'acme:main', sha: await shop.resolve('main') },
  })
  const compared = await get<Comparison>('/repos/acme/shop/compare/main...mallory:main')
  expect(compared.body).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 })
  expect(compared.body.merge_base_commit.sha).toBe(compared.body.base_commit.parents[0]?.sha)
})

test('a push by git itself, over HTTP or by path, moves the head of the pull request', async () => {
  const pull = await shop.openPullRequest({ head: 'feature/x', files: { 'x.ts': 'x\n' } })
  const folder = mkdtempSync(join(tmpdir(), 'testkit-clone-'))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
    })
  // The server answers in this process, so git over HTTP must not block it.
  const remote = `${github.url.replace('://', `://x-access-token:${token}@`)}/acme/shop.git`
  await runFile('git', ['clone', '-q', '-b', 'feature/x', remote, '.'], { cwd: folder })
  git('commit', '-q', '--allow-empty', '-m', 'over http')
  await runFile('git', ['push', '-q', 'origin', 'HEAD'], { cwd: folder })
  const pushed = git('rev-parse', 'HEAD').toString().trim()
  expect((await get<Pull>(`/repos/acme/shop/pulls/${pull.number}`)).body.head.sha).toBe(pushed)
  git('commit', '-q', '--allow-empty', '-m', 'by path')
  git('push', '-q', shop.folder, 'HEAD:feature/x')
  const byPath = git('rev-parse', 'HEAD').toString().trim()
  expect((await get<Pull>(`/repos/acme/shop/pulls/${pull.number}`)).body.head.sha).toBe(byPath)
  expect(await shop.resolve(`refs/pull/${pull.number}/head`)).toBe(byPath)
  rmSync(folder, { recursive: true })
})

test('reviews keep the head that they were given for, and a dismissal is visible', async () => {
  const pull = await shop.openPullRequest({ files: { 'r.ts': 'r\n' } })
  const head = await pull.headSha()
  const first = await pull.review({ user: 'bob', state: 'APPROVED' })
  await pull.push({ 'r.ts': 'r2\n' })
  await pull.review({ user: 'eve', state: 'CHANGES_REQUESTED', association: 'NONE' })
  pull.dismissReview(first)
  const { body } = await get(`/repos/acme/shop/pulls/${pull.number}/reviews`)
  expect(body).toMatchObject([
    { user: { login: 'bob' }, state: 'DISMISSED', commit_id: head, author_association: 'MEMBER' },
    {
      user: { login: 'eve' },
      state: 'CHANGES_REQUESTED',
      commit_id: await pull.headSha(),
      author_association: 'NONE',
    },
  ])
})

test('a commit leads to its pull requests, and a merged one stays as it was when merged', async () => {
  const pull = await shop.openPullRequest({ head: 'merged', files: { 'm.ts': 'm\n' } })
  const head = await pull.headSha()
  expect((await get(`/repos/acme/shop/commits/${head}/pulls`)).body).toMatchObject([{ number: pull.number }])
  expect((await get('/repos/acme/shop/pulls?head=acme:merged')).body).toMatchObject([{ number: pull.number }])
  const merge = await pull.merge()
  expect(await shop.resolve('main')).toBe(merge)
  expect((await get(`/repos/acme/shop/pulls/${pull.number}`)).body).toMatchObject({
    merged: true,
    state: 'closed',
    changed_files: 1,
    merge_commit_sha: merge,
  })
})
