import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/gitea.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

const sent = (method: string) =>
  world.gitea.host.log.filter((entry) => entry.method === method).map(({ body, path }) => body ?? path)

test('a label that does not exist is reported, and does not count as added', async () => {
  world.repository.addLabel({ name: 'docs' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const error = await errorOf(OutsideError, world.connect().labels.add(pull.number, ['docs', 'nowhere']))
  expect(error.reason).toBe('write-not-confirmed')
  expect(error.message).toContain('could not add nowhere to #1')
  expect(pull.labels()).toEqual([])
})

test('a label is found in upper and lower case', async () => {
  world.repository.addLabel({ name: 'Docs' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  expect(await world.connect().labels.add(pull.number, ['docs'])).toEqual(['Docs'])
})

test('if two labels have one name, adding fails because it is ambiguous, and removing takes both off', async () => {
  for (const color of ['ff0000', '00ff00']) world.repository.addLabel({ name: 'docs', color })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  await expect(labels.add(pull.number, ['docs'])).rejects.toMatchObject({
    reason: 'label-ambiguous',
    message: 'the repository has 2 labels called docs and docs, and only one can be meant',
  })
  await expect(labels.create({ name: 'docs', color: '00ff00', description: '' }, 1)).rejects.toMatchObject({
    reason: 'label-ambiguous',
  })
  expect(pull.labels()).toEqual([])
  pull.addLabels(['docs'])
  expect(pull.labels()).toEqual(['docs', 'docs'])
  await labels.remove(pull.number, 'DOCS')
  expect(pull.labels()).toEqual([])
})

test('if two labels differ by case, the exact spelling is used; without one it is ambiguous', async () => {
  for (const name of ['Docs', 'docs']) world.repository.addLabel({ name })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  expect(await labels.add(pull.number, ['docs'])).toEqual(['docs'])
  await expect(labels.add(pull.number, ['DOCS'])).rejects.toMatchObject({
    reason: 'label-ambiguous',
  })
})

test("the repository's label is taken before its organization's; two of the organization are too many", async () => {
  world.gitea.addOrganizationLabel('acme', { name: 'docs' })
  world.repository.addLabel({ name: 'docs', color: 'ff0000' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  expect(await labels.add(pull.number, ['docs'])).toEqual(['docs'])
  expect(pull.labels()).toEqual(['docs'])
  for (const color of ['ff0000', '00ff00']) world.gitea.addOrganizationLabel('acme', { name: 'twin', color })
  await expect(labels.add(pull.number, ['twin'])).rejects.toMatchObject({
    reason: 'label-ambiguous',
    message: expect.stringContaining('the organization has 2 labels'),
  })
})

test('removing a missing label is not an error', async () => {
  world.repository.addLabel({ name: 'docs' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' }, labels: ['docs'] })
  const { labels } = world.connect()
  await labels.remove(pull.number, 'other')
  expect(await labels.of(pull.number)).toEqual(['docs'])
  // Somebody else removes it between the read and the removal.
  const path = `/issues/${pull.number}/labels`
  const fault = faults.meanwhile(() => pull.removeLabel('docs'))
  world.gitea.host.inject({ match: (request) => request.path.endsWith(path), fault, times: 1 })
  await labels.remove(pull.number, 'docs')
  expect(await labels.of(pull.number)).toEqual([])
})

test('a label of an organization that hides its labels is added, and no second one is created', async () => {
  world.gitea.addOrganizationLabel('acme', { name: 'shared' })
  world.gitea.host.inject({
    match: { route: '/api/v1/orgs/:org/labels' },
    fault: faults.status(404, { body: { message: 'no' } }),
  })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  const label = { name: 'shared', color: '00ff00', description: '' }
  expect(await labels.create(label, pull.number)).toMatchObject({
    name: 'shared',
    color: 'ededed',
  })
  expect([world.repository.labels(), pull.labels()]).toEqual([[], ['shared']])
  // A label that does not exist is created.
  expect(await labels.create({ ...label, name: 'new' }, pull.number)).toMatchObject({
    name: 'new',
  })
  expect(world.repository.labels().map(({ name }) => name)).toEqual(['new'])
})

test('a label of the organization is added, also by a token that may not list them', async () => {
  world.gitea.addOrganizationLabel('acme', { name: 'shared' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  expect((await labels.known()).map(({ name }) => name)).toEqual(['shared'])
  const hidden = {
    match: { route: '/api/v1/orgs/:org/labels' },
    fault: faults.status(404, { body: { message: 'no' } }),
  }
  world.gitea.host.inject(hidden)
  expect(await labels.add(pull.number, ['shared'])).toEqual(['shared'])
})

test('more labels than fit on a page are all found', async () => {
  for (let each = 0; each < 120; each += 1) world.repository.addLabel({ name: `label-${each}` })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  expect(await labels.known()).toHaveLength(120)
  expect(await labels.add(pull.number, ['label-119'])).toEqual(['label-119'])
})

test('an answer that claims a label is not believed', async () => {
  const body = { id: 7, name: 'lie', color: '#00ff00', description: '' }
  const route = '/api/v1/repos/:owner/:repo/labels'
  world.gitea.host.inject({ match: { method: 'POST', route }, fault: faults.status(201, { body }) })
  const { number } = await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  await expect(
    labels.create({ name: 'lie', color: '00ff00', description: '' }, number),
  ).rejects.toMatchObject({
    reason: 'write-not-confirmed',
  })
})

test('no second label of one name is created', async () => {
  world.repository.addLabel({ name: 'Docs', color: 'ff0000' })
  await world.repository.openPullRequest({ files: { a: 'a' } })
  const { labels } = world.connect()
  const label = { name: 'docs', color: '00ff00', description: 'Words' }
  expect(await labels.create(label, 1)).toMatchObject({ name: 'Docs', color: 'ff0000' })
  expect(sent('POST')).toEqual([])
  expect(await labels.create({ ...label, name: 'new' }, 1)).toEqual({ ...label, name: 'new' })
  expect(world.repository.labels().map(({ name }) => name)).toEqual(['Docs', 'new'])
})

test('the history has who added and removed each label, even after many comments on code', async () => {
  world.repository.addLabel({ name: 'docs' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  pull.addLabels(['docs'], 'gitea-actions')
  pull.comment('ada', 'hm')
  pull.commentOnCode(70)
  pull.removeLabel('docs', 'ada')
  expect(await world.connect().labels.history(pull.number)).toEqual([
    { label: 'docs', action: 'labeled', actor: 'gitea-actions', actorIsBot: true },
    { label: 'docs', action: 'unlabeled', actor: 'ada', actorIsBot: false },
  ])
})

test("the refusal of a token of a fork's run says which permission it needs", async () => {
  world.repository.addLabel({ name: 'docs' })
  const pull = await world.repository.openPullRequest({ files: { a: 'a' }, fork: 'eve/shop' })
  const token = world.gitea.token({
    permissions: { contents: 'read', 'pull-requests': 'write' },
    forFork: true,
  })
  const error = await errorOf(OutsideError, world.connect({ token }).labels.add(pull.number, ['docs']))
  expect(error).toMatchObject({ reason: 'permission-missing' })
  expect(error.message).toContain('403 "write permission is required"')
  expect(error.fix).toContain('a labeler that must write on fork pull requests needs a token of its own')
})
