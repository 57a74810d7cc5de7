import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, tokenFor, type World } from '../../test/github.ts'

let world: World
let pull: PullRequest

const awkward = ['change:routes', 'a/b', '🚀 ship it', '50% #1?', 'à la carte', '...']

beforeAll(async () => {
  world = await startWorld()
  await world.repository.commit({ branch: 'main', files: { a: 'a' } })
  for (const name of awkward) world.repository.addLabel({ name, color: 'C0FFEE', description: name })
})
beforeEach(async () => {
  world.github.host.clearFaults()
  world.github.host.clearLog()
  pull = await world.repository.openPullRequest({ files: { a: `${Math.random()}` } })
})
afterAll(() => world.close())

const labelsOf = (name: string) => world.connect({ repository: { owner: 'acme', name } }).labels.known()
const requests = () => world.github.host.log.map(({ method, status }) => [method, status])

describe('labels are added and removed by name', () => {
  test('adding returns all labels of the pull request', async () => {
    const { labels } = world.connect()
    expect(await labels.add(pull.number, awkward.slice(0, 2))).toEqual(awkward.slice(0, 2))
    expect(await labels.add(pull.number, awkward)).toEqual(awkward)
    expect(pull.labels()).toEqual(awkward)
  })

  test('adding returns all labels, also more than fit on a page', async () => {
    const many = Array.from({ length: 90 }, (_, index) => `many-${index}`)
    const { labels } = world.connect()
    expect(await labels.add(pull.number, many)).toEqual(many)
    await labels.remove(pull.number, 'many-0')
    await labels.remove(pull.number, 'many-0')
    expect(await labels.of(pull.number)).toEqual(many.slice(1))
  })

  test.each(awkward)('only %j is removed', async (name) => {
    const { labels } = world.connect()
    pull.addLabels(awkward)
    await labels.remove(pull.number, name)
    expect(await labels.of(pull.number)).toEqual(awkward.filter((each) => each !== name))
    expect(pull.labels()).not.toContain(name)
  })

  test('removing a missing label is not an error, and returns the labels that are left', async () => {
    pull.addLabels(['a/b'])
    const { labels } = world.connect()
    await labels.remove(pull.number, 'change:routes')
    expect(await labels.of(pull.number)).toEqual(['a/b'])
    expect(requests()).toEqual([
      ['DELETE', 404],
      ['GET', 200],
    ])
  })

  test('the labels of a pull request that is hidden from the token are an error, not none', async () => {
    const error = await errorOf(OutsideError, world.connect().labels.of(4711))
    expect(error).toMatchObject({ reason: 'permission-missing' })
    expect(error.message).toContain('could not read the labels of #4711')
  })

  // A URL turns `DELETE …/labels/.` into `DELETE …/labels/`, which removes every label.
  test.each(['.', '..'])(
    'the label %j is refused, because a URL would turn it into another request',
    async (name) => {
      pull.addLabels(awkward)
      await expect(world.connect().labels.remove(pull.number, name)).rejects.toMatchObject({
        name: 'UsageError',
        reason: 'input-invalid',
      })
      expect(pull.labels()).toEqual(awkward)
      expect(requests()).toEqual([])
    },
  )
})

describe('the history of labels', () => {
  test('is in order over several pages, and distinguishes bots from people', async () => {
    for (let round = 0; round < 60; round += 1) {
      pull.addLabels(['a/b'], 'github-actions[bot]')
      pull.addLabels(['change:routes'], 'alice')
      pull.removeLabel('a/b', 'bob')
      pull.removeLabel('change:routes', 'github-actions[bot]')
    }
    const history = await world.connect().labels.history(pull.number)
    expect(history).toHaveLength(240)
    const once = [
      { label: 'a/b', action: 'labeled', actor: 'github-actions[bot]', actorIsBot: true },
      { label: 'change:routes', action: 'labeled', actor: 'alice', actorIsBot: false },
      { label: 'a/b', action: 'unlabeled', actor: 'bob', actorIsBot: false },
      { label: 'change:routes', action: 'unlabeled', actor: 'github-actions[bot]', actorIsBot: true },
    ]
    expect(history).toEqual(Array.from({ length: 60 }, () => once).flat())
  })

  test('ignores entries that are not about labels, and counts a deleted user as a person', async () => {
    const labeled = { event: 'labeled', label: { name: 'a/b' }, actor: null }
    world.github.host.inject({
      match: {},
      fault: faults.wrongShape([
        { event: 'assigned', actor: { login: 'bob' } },
        labeled,
        { event: 'closed' },
      ]),
    })
    expect(await world.connect().labels.history(pull.number)).toEqual([
      { label: 'a/b', action: 'labeled', actor: '', actorIsBot: false },
    ])
  })

  test('is an error if an event does not name its label', async () => {
    world.github.host.inject({ match: {}, fault: faults.wrongShape([{ event: 'labeled', actor: null }]) })
    const error = await errorOf(OutsideError, world.connect().labels.history(pull.number))
    expect(error.message).toContain(`could not read the label history of #${pull.number}`)
  })
})

describe("the repository's labels", () => {
  test('are listed with colour and description, over all pages', async () => {
    const shop = await world.github.createRepository('acme/many')
    for (let index = 0; index < 250; index += 1) shop.addLabel({ name: `label-${index}` })
    expect((await labelsOf('many')).map(({ name }) => name)).toEqual(shop.labels().map(({ name }) => name))
    expect((await world.connect().labels.known())[0]).toEqual({
      name: 'change:routes',
      color: 'c0ffee',
      description: 'change:routes',
    })
  })

  test('are complete even if the links between the pages are lost', async () => {
    const shop = await world.github.createRepository('acme/linkless')
    for (let index = 0; index < 200; index += 1) shop.addLabel({ name: `label-${index}` })
    world.github.host.inject({
      match: {},
      fault: faults.alter(({ status, body }) => ({ status, body })),
    })
    expect(await labelsOf('linkless')).toHaveLength(200)
  })

  test('are complete even if a page names only the next one', async () => {
    const shop = await world.github.createRepository('acme/next-only')
    for (let index = 0; index < 250; index += 1) shop.addLabel({ name: `label-${index}` })
    world.github.host.inject({
      match: {},
      fault: faults.alter(({ headers = {}, ...answer }) => ({
        ...answer,
        headers: { ...headers, link: (headers.link ?? '').replace('rel="last"', 'rel="other"') },
      })),
    })
    expect(await labelsOf('next-only')).toHaveLength(250)
  })

  test('a new label is created with colour and description, and returned as it is stored', async () => {
    const label = { name: 'New', color: 'abcdef', description: 'fresh' }
    expect(await world.connect().labels.create(label, 1)).toEqual(label)
    expect(world.repository.labels().find(({ name }) => name === 'New')).toMatchObject(label)
  })

  test.each([
    [
      'that is not there',
      '/repos/:owner/:repo/labels',
      { status: 201, body: { name: 'Lie', color: 'abcdef' } },
    ],
    [
      'that the forge shows otherwise',
      '/repos/:owner/:repo/labels/:name',
      { status: 200, body: { name: 'Lie', color: '000000' } },
    ],
  ])('an answer that claims a label is not believed: %s', async (_, route, answer) => {
    world.github.host.inject({ match: { route }, fault: { kind: 'replace', answer } })
    const creating = world.connect().labels.create({ name: 'Lie', color: 'abcdef', description: '' }, 1)
    await expect(creating).rejects.toMatchObject({ reason: 'write-not-confirmed' })
  })

  test('a write that is taken for later, and a part of an answer, are not what was asked', async () => {
    const { labels } = world.connect()
    for (const status of [202, 206]) {
      world.github.host.inject({
        match: { method: 'POST' },
        fault: faults.status(status, { body: [] }),
        times: 1,
      })
      await expect(labels.add(pull.number, ['a/b'])).rejects.toThrow(`answered ${status}`)
    }
  })

  test('creating a label that exists is an error with the message of GitHub', async () => {
    const label = { name: 'A/B', color: 'abcdef', description: '' }
    const error = await errorOf(OutsideError, world.connect().labels.create(label, 1))
    expect(error.message).toMatch(/could not create the label A\/B: POST .* answered 422 .*already_exists/)
  })
})

describe('the error of a token that may not write names', () => {
  const forge = (permissions: Record<string, 'read' | 'write'>, kind: 'job' | 'personal' = 'job') =>
    world.connect({ token: tokenFor(world.github, { permissions, kind }) }).labels

  test('the permission, and what to do about a pull request from a fork', async () => {
    const error = await errorOf(OutsideError, forge({ 'pull-requests': 'read' }).add(pull.number, ['a/b']))
    expect(error).toMatchObject({ reason: 'permission-missing' })
    expect(error.message).toBe(
      `could not add a/b to #${pull.number}: POST /repos/acme/shop/issues/${pull.number}/labels answered 403 "Resource not accessible by integration"`,
    )
    expect(error.fix).toContain('Grant `pull-requests: write` under permissions: of the job')
    expect(error.fix).toContain('from a fork, or by Dependabot')
  })

  test('the permission of the token, not of the job, for a token of a person', async () => {
    const error = await errorOf(
      OutsideError,
      forge({ 'pull-requests': 'read' }, 'personal').remove(pull.number, 'a/b'),
    )
    expect(error.fix).toBe('Give the token the permission `pull-requests: write` for this repository.')
  })

  test('a label that the repository lacks, and that the token may not create', async () => {
    const error = await errorOf(
      OutsideError,
      forge({ 'pull-requests': 'write' }).add(pull.number, ['unheard']),
    )
    expect(error.message).toContain('You do not have permission to create labels on this repository')
    expect(error.fix).toBe(
      'Create the label once, or grant `issues: write`, so that GitHub creates the label when it is added.',
    )
    expect(pull.labels()).toEqual([])
  })
})
