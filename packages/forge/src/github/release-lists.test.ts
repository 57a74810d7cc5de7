import { faults } from '@suite/testkit/core'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { failureOf } from '../../test/failure-of.ts'
import { startWorld, type World } from '../../test/github.ts'

const incomplete = { reason: 'list-incomplete' }
const list = '/repos/:owner/:repo/releases'
const files = `${list}/:id/assets`

let world: World

beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  await world.repository.commit({ branch: 'main', files: { 'README.md': 'shop' } })
})

async function addDrafts(number: number): Promise<void> {
  for (let minor = 0; minor < number; minor += 1)
    await world.repository.releases.draft({ tag: `v0.${minor}.0` })
}

const cut = (route: string, keep: number, times = Number.POSITIVE_INFINITY) =>
  world.github.host.inject({ match: { method: 'GET', route }, fault: faults.truncatedList(keep), times })

test.each([
  ['one page', 3, 2],
  ['the newest release alone', 3, 1],
  ['the end of a page', 25, 19],
  ['every page', 45, 7],
])('a list of releases that always lacks rows is refused: %s', async (_, drafts, keep) => {
  await addDrafts(drafts)
  cut(list, keep)
  expect(await failureOf(world.releases().all())).toMatchObject(incomplete)
})

test.each([0, 1, 20])('a list that was cut once, after %i rows, is read again', async (keep) => {
  await addDrafts(25)
  cut(list, keep, 1)
  expect(await world.releases().all()).toHaveLength(25)
})

test('a release that is published while the list is read is not missed', async () => {
  await addDrafts(1)
  const add = () => world.repository.releases.publish({ tag: 'v1.0.0' })
  world.github.host.inject({ match: { method: 'GET', route: list }, fault: faults.meanwhile(add), times: 1 })
  expect((await world.releases().all()).map(({ tag }) => tag)).toEqual(['v1.0.0', 'v0.0.0'])
})

test('a release without the file that a cut list hides is not taken for whole', async () => {
  const made = await world.repository.releases.draft({ tag: 'v1', assets: { a: '1', stranger: '2' } })
  cut(files, 1, 1)
  expect(await world.releases().assets(made)).toHaveLength(2)
  cut(files, 1)
  expect(await failureOf(world.releases().assets(made))).toMatchObject(incomplete)
})

test('a tag is found although the list of tags is cut', async () => {
  const head = await world.repository.commit({ branch: 'main', files: { a: 'a' } })
  await world.repository.tag('v1.2.3', head)
  await world.repository.tag('v1.2.3-rc.1', head)
  cut('/repos/:owner/:repo/git/matching-refs/:ref*', 0)
  expect(await world.releases().tag('v1.2.3')).toMatchObject({ commit: head })
})
