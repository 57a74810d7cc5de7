import { faults } from '@suite/testkit/core'
import { files } from '@suite/testkit/github'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

const route = '/repos/:owner/:repo/commits/:ref'
let world: World
let commit: { id: string; parents: readonly string[] }

beforeAll(async () => {
  world = await startWorld()
  const parent = await world.repository.commit({ branch: 'files', parent: null, files: { 'README.md': 'x' } })
  const id = await world.repository.commit({ branch: 'files', files: { ...files(5), 'api/route.ts': '' } })
  commit = { id, parents: [parent] }
})
beforeEach(() => world.github.host.clearLog())
afterEach(() => world.github.host.clearFaults())
afterAll(() => world.close())

const pathsOf = async () => (await world.connect().changes.ofCommit(commit)).map(({ path }) => path).sort()
const everyPath = [...Object.keys(files(5)), 'api/route.ts'].sort()

test('the files of a commit are read in two requests, and no tree is', async () => {
  expect(await pathsOf()).toEqual(everyPath)
  expect(world.github.host.log.map(({ query }) => [query.per_page, query.page])).toEqual([
    ['100', '1'],
    ['1', '7'],
  ])
})

test.each(['first', 'last'])('a file of a commit is not lost with the %s half of the list', async (part) => {
  world.github.host.inject({
    match: { route },
    fault: faults.alter((answer) => {
      const body = answer.body as { files: unknown[] }
      const half = Math.floor(body.files.length / 2)
      const kept = part === 'last' ? body.files.slice(0, half) : body.files.slice(half)
      return { ...answer, body: { ...body, files: kept } }
    }),
    times: 1,
  })
  expect(await pathsOf()).toEqual(everyPath)
})

test('the list of another commit is refused', async () => {
  world.github.host.inject({
    match: { route },
    fault: faults.alter((answer) => ({
      ...answer,
      body: { ...(answer.body as object), sha: 'a'.repeat(40) },
    })),
  })
  await expect(pathsOf()).rejects.toMatchObject({ message: expect.stringContaining('sha') })
})
