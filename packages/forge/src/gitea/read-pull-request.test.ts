import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { files } from '@suite/testkit/gitea'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/gitea.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

const route = '/api/v1/repos/:owner/:repo/pulls/:number/files'
const pagesAsked = () => world.gitea.host.log.filter((entry) => entry.route === route).length

test('each status of a file is read with its meaning', async () => {
  const begin = {
    kept: 'one\ntwo\nthree\n',
    gone: 'x\n',
    'bin.png': Buffer.from([0, 1]),
    moved: 'a\nb\nc\nd\n',
  }
  await world.repository.commit({ branch: 'main', files: begin })
  const pull = await world.repository.openPullRequest({
    files: {
      kept: 'one\ntwo\nfour\n',
      gone: null,
      'bin.png': Buffer.from([0, 2]),
      there: { renameOf: 'moved' },
      fresh: 'y\n',
    },
  })
  const read = await world.connect().pullRequests.read(pull.number)
  expect(read).toMatchObject({ filesFrom: 'list', changedFiles: 5, author: 'alice' })
  expect([...read.files].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: 'bin.png', status: 'modified' },
    { path: 'fresh', status: 'added' },
    { path: 'gone', status: 'removed' },
    { path: 'kept', status: 'modified' },
    { path: 'there', status: 'renamed', previousPath: 'moved' },
  ])
})

test('3,001 files are read whole, fifty at a time', async () => {
  const pull = await world.repository.openPullRequest({ files: files(3001) })
  const read = await world.connect().pullRequests.read(pull.number, { changedFiles: 3001 })
  expect([read.files.length, read.filesFrom, pagesAsked()]).toEqual([3001, 'list', 61])
})

test('an instance with smaller pages hides nothing', async () => {
  world.gitea.setMaxResponseItems(7)
  const pull = await world.repository.openPullRequest({ files: files(60) })
  const read = await world.connect().pullRequests.read(pull.number, { changedFiles: 60 })
  expect(read.files).toHaveLength(60)
})

test('a rename without its old path is read from the trees', async () => {
  await world.repository.commit({ branch: 'main', files: { old: 'a\nb\nc\nd\n' } })
  const pull = await world.repository.openPullRequest({ files: { new: { renameOf: 'old' } } })
  const fault = faults.alter((answer) => {
    const rows = answer.body as Record<string, unknown>[]
    return { ...answer, body: rows.map(({ previous_filename: _, ...row }) => row) }
  })
  world.gitea.host.inject({ match: { route }, fault })
  const read = await world.connect().pullRequests.read(pull.number)
  expect(read).toMatchObject({
    filesFrom: 'trees',
    files: [
      { path: 'new', status: 'added' },
      { path: 'old', status: 'removed' },
    ],
  })
})

test.each([
  ['that is shorter than its count', faults.truncatedList(2)],
  ['without a count', faults.alter(({ headers: _, ...answer }) => answer)],
])('a list %s is an error', async (_, fault) => {
  const pull = await world.repository.openPullRequest({ files: files(5) })
  world.gitea.host.inject({ match: { route }, fault })
  const error = await errorOf(OutsideError, world.connect().pullRequests.read(pull.number))
  expect(error.reason).toBe('list-incomplete')
})

test('a push during the read is noticed, and the pull request is read again', async () => {
  const pull = await world.repository.openPullRequest({ files: files(3) })
  // The files are those of the old head, and the pull request is already at the new one.
  const fault = faults.alter(async (answer) => {
    await pull.push({ late: 'x' })
    const body = answer.body as { head: object }
    return { ...answer, body: { ...body, head: { ...body.head, sha: await pull.headSha() } } }
  })
  const one = '/api/v1/repos/:owner/:repo/pulls/:number'
  world.gitea.host.inject({ match: { route: one, nth: 1 }, fault })
  const read = await world.connect().pullRequests.read(pull.number)
  expect(read.head.sha).toBe(await pull.headSha())
  expect(read.files.map(({ path }) => path)).toContain('late')
  expect(pagesAsked()).toBe(2)
})
