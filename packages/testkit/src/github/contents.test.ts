import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GitHub, type Repository, startGitHub } from './index.ts'

let github: GitHub
let shop: Repository
let first: string
let token: string
interface File {
  name: string
  path: string
  type: string
  content: string
}
interface Tree {
  truncated: boolean
  tree: { path: string; mode: string; type: string; sha: string }[]
}
const large = Buffer.alloc(1024 * 1024 + 1, 'x')

beforeAll(async () => {
  github = await startGitHub()
  shop = await github.createRepository('acme/shop')
  first = await shop.commit({ branch: 'main', files: { 'docs/a b.md': 'old\n' }, message: 'first' })
  await shop.commit({
    branch: 'main',
    message: 'second',
    files: {
      'docs/a b.md': 'new\n',
      'docs/link': { symlink: 'a b.md' },
      'docs/out': { symlink: '/etc/passwd' },
      'run.sh': { content: '#!/bin/sh\n', mode: '100755' },
      'large.bin': large,
      vendor: { submodule: first },
    },
  })
  token = github.token({ permissions: { contents: 'read' } })
})
afterAll(() => github.close())

async function get<Body = Record<string, unknown>>(path: string, accept = 'application/vnd.github+json') {
  const answer = await fetch(`${github.url}/repos/acme/shop${path}`, {
    headers: { authorization: `Bearer ${token}`, accept },
  })
  const text = await answer.text()
  return { status: answer.status, text, body: (/^[[{]/.test(text) ? JSON.parse(text) : text) as Body }
}

test('a file is read at the requested ref, by branch, sha or raw', async () => {
  const { body } = await get<File>('/contents/docs/a%20b.md?ref=main')
  expect(body).toMatchObject({
    type: 'file',
    path: 'docs/a b.md',
    name: 'a b.md',
    encoding: 'base64',
    size: 4,
  })
  expect(Buffer.from(body.content, 'base64').toString()).toBe('new\n')
  expect((await get(`/contents/docs/a%20b.md?ref=${first}`, 'application/vnd.github.raw+json')).text).toBe(
    'old\n',
  )
  expect(await get('/contents/nowhere')).toMatchObject({ status: 404, body: { message: 'Not Found' } })
  expect(await get('/contents/run.sh?ref=gone')).toMatchObject({
    status: 404,
    body: { message: 'No commit found for the ref gone' },
  })
})

test('a large file has no content in JSON, and all of it raw', async () => {
  expect((await get('/contents/large.bin')).body).toMatchObject({
    encoding: 'none',
    content: '',
    size: large.length,
  })
  expect((await get('/contents/large.bin', 'application/vnd.github.raw')).text).toHaveLength(large.length)
})

test('a link returns its target if that is a file of the repository, and itself otherwise', async () => {
  const { body } = await get<File>('/contents/docs/link')
  expect([body.type, Buffer.from(body.content, 'base64').toString()]).toEqual(['file', 'new\n'])
  expect((await get('/contents/docs/out')).body).toMatchObject({ type: 'symlink', target: '/etc/passwd' })
})

test('folders are lists, and submodules are reported as submodules', async () => {
  expect((await get<File[]>('/contents')).body.map(({ name, type }) => [name, type])).toEqual([
    ['docs', 'dir'],
    ['large.bin', 'file'],
    ['run.sh', 'file'],
    ['vendor', 'file'],
  ])
  expect((await get<File[]>('/contents/docs/')).body.map(({ path, type }) => [path, type])).toEqual([
    ['docs/a b.md', 'file'],
    ['docs/link', 'symlink'],
    ['docs/out', 'symlink'],
  ])
  expect((await get('/contents/vendor')).body).toMatchObject({ type: 'submodule', sha: first })
})

test('trees, blobs, commits and refs are those of git', async () => {
  const head = await shop.resolve('main')
  expect((await get('/git/ref/heads/main')).body).toMatchObject({
    ref: 'refs/heads/main',
    object: { sha: head },
  })
  expect((await get('/git/ref/heads/gone')).status).toBe(404)
  const commit = (await get<{ tree: { sha: string } }>(`/git/commits/${head}`)).body
  expect(commit).toMatchObject({ message: 'second', parents: [{ sha: first }] })
  expect((await get(`/commits/${head}`)).body).toMatchObject({ sha: head, commit: { message: 'second' } })
  expect((await get('/commits/main', 'application/vnd.github.sha')).text).toBe(head)
  const { body } = await get<Tree>(`/git/trees/${commit.tree.sha}?recursive=1`)
  expect(body.truncated).toBe(false)
  expect(body.tree.map(({ path, mode, type }) => `${mode} ${type} ${path}`)).toEqual([
    '040000 tree docs',
    '100644 blob docs/a b.md',
    '120000 blob docs/link',
    '120000 blob docs/out',
    '100644 blob large.bin',
    '100755 blob run.sh',
    '160000 commit vendor',
  ])
  const blob = (await get<File>(`/git/blobs/${body.tree[1]?.sha}`)).body
  expect(Buffer.from(blob.content, 'base64').toString()).toBe('new\n')
  github.setTreeLimit(2)
  const cut = (await get<Tree>(`/git/trees/${head}?recursive=1`)).body
  expect([cut.truncated, cut.tree.length]).toEqual([true, 2])
})
