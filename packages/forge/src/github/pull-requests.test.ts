import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { files } from '@suite/testkit/github'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, tokenFor, type World } from '../../test/github.ts'

let world: World

beforeAll(async () => {
  world = await startWorld()
  await world.repository.commit({ branch: 'main', files: { a: 'a' } })
})
beforeEach(() => {
  world.github.host.clearFaults()
  world.github.host.clearLog()
})
afterAll(() => world.close())

const app = () => world.connect({ token: tokenFor(world.github, { kind: 'app', name: 'app' }) }).people

describe('a waiver depends on correct reviews', () => {
  test('reviews have author, state, head and time, over all pages', async () => {
    const pull = await world.repository.openPullRequest({ files: files(1) })
    const first = await pull.headSha()
    const submittedAt = new Date('2026-11-21T10:00:00Z')
    await pull.review({ user: 'carol', state: 'APPROVED', submittedAt })
    for (let index = 0; index < 120; index += 1) await pull.review({ user: 'dave', state: 'COMMENTED' })
    await pull.push(files(1, 'later'))
    const dismissed = await pull.review({ user: 'erin', state: 'CHANGES_REQUESTED' })
    pull.dismissReview(dismissed)
    await pull.review({ user: 'frank', state: 'CHANGES_REQUESTED', submittedAt })
    const reviews = await world.connect().pullRequests.reviews(pull.number)
    expect(reviews).toHaveLength(123)
    expect(reviews[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      author: 'carol',
      state: 'approved',
      commit: first,
      submittedAt: '2026-11-21T10:00:00Z',
    })
    expect(reviews.slice(-3).map(({ author, state }) => [author, state])).toEqual([
      ['dave', 'commented'],
      ['erin', 'dismissed'],
      ['frank', 'changes-requested'],
    ])
    expect(reviews.at(-1)?.commit).toBe(await pull.headSha())
  })

  test('an unknown state and a deleted user approve nothing', async () => {
    const row = { id: 7, user: null, state: 'BLESSED', commit_id: null, submitted_at: null }
    world.github.host.inject({ match: {}, fault: faults.wrongShape([row]) })
    expect(await world.connect().pullRequests.reviews(1)).toEqual([
      { id: '7', author: '', state: 'commented', commit: '', submittedAt: '' },
    ])
  })

  test('members of a team differ from others, and from a team that the token cannot see', async () => {
    world.github.addTeam('acme', 'ops-owners', ['carol'])
    const known = { members: ['Carol'], unseen: undefined }
    expect(await app().membersAmong('acme/ops-owners', ['Carol', 'mallory'])).toEqual(known)
    const none = { members: [], unseen: undefined }
    expect(await app().membersAmong('acme/ops-owners', ['mallory'])).toEqual(none)
    expect(await app().membersAmong('acme/no-such-team', ['carol'])).toEqual({
      members: [],
      unseen: expect.stringContaining('it needs `members: read (organization)`'),
    })
  })

  test('an invited user is not a member yet', async () => {
    world.github.addTeam('acme', 'ops-owners', ['carol'])
    world.github.host.inject({
      match: { route: '/orgs/:org/teams/:slug/memberships/:user' },
      fault: faults.wrongShape({ state: 'pending', role: 'member' }),
    })
    expect(await app().membersAmong('acme/ops-owners', ['carol'])).toMatchObject({ members: [] })
  })

  test("the job's token, which may never read teams, gives an error, not 'not a member'", async () => {
    const error = await errorOf(
      OutsideError,
      world.connect().people.membersAmong('acme/ops-owners', ['carol']),
    )
    expect(error).toMatchObject({ reason: 'permission-missing' })
    expect(error.fix).toContain('`members: read (organization)`')
  })

  test('a force push and a changed base are found, and a truncated history is an error', async () => {
    const pull = await world.repository.openPullRequest({ files: { 'replaced.txt': 'a' }, head: 'replaced' })
    await pull.review({ user: 'bob', state: 'APPROVED' })
    const { pullRequests } = world.connect()
    const replacements = async () =>
      pullRequests.replacements(pull.number, await pullRequests.reviews(pull.number))
    expect(await replacements()).toEqual([])
    await pull.forcePush({ 'replaced.txt': 'b' })
    expect(await replacements()).toEqual([expect.stringMatching(/^\d{4}-/)])
    pull.edit({ base: await branchFrom('other') })
    expect(await replacements()).toHaveLength(2)
    world.github.host.inject({ match: { route: inTimeline }, fault: faults.wrongShape([]) })
    expect(await errorOf(OutsideError, replacements())).toMatchObject({ reason: 'list-incomplete' })
    world.github.host.clearFaults()
    world.github.host.inject({ match: { route: inReviews }, fault: faults.wrongShape([]) })
    expect(await errorOf(OutsideError, replacements())).toMatchObject({ reason: 'list-incomplete' })
  })
})

const inTimeline = '/repos/:owner/:repo/issues/:number/timeline'
const inReviews = '/repos/:owner/:repo/pulls/:number/reviews'
async function branchFrom(branch: string): Promise<string> {
  await world.repository.commit({ branch, files: { [`${branch}.txt`]: branch } })
  return branch
}

describe('the comments of the token are found again', () => {
  test("the job's token acts as github-actions[bot]", async () => {
    expect(await world.connect().people.actor()).toBe('github-actions[bot]')
  })

  test('a token of a person acts under their login', async () => {
    const token = tokenFor(world.github, { kind: 'personal', actor: 'robin' })
    expect(await world.connect({ token }).people.actor()).toBe('robin')
  })

  test('any other refusal does not make it the token of the job', async () => {
    const body = { message: 'Your IP address is not on the allow list' }
    world.github.host.inject({ match: {}, fault: faults.status(403, { body }) })
    const error = await errorOf(OutsideError, world.connect().people.actor())
    expect(error.message).toContain('"Your IP address is not on the allow list"')
  })

  test('comments are listed over all pages, created and updated', async () => {
    const { comments } = world.connect()
    const pull = await world.repository.openPullRequest({ files: { a: 'comments' } })
    for (let index = 0; index < 101; index += 1) pull.comment('alice', `comment ${index}`)
    await comments.create(pull.number, 'Ünïcode\n\n| a | b |')
    const listed = await comments.of(pull.number)
    expect(listed).toHaveLength(102)
    expect(listed[100]).toMatchObject({ author: 'alice', body: 'comment 100' })
    const own = listed.at(-1)
    expect(own).toMatchObject({ author: 'github-actions[bot]', body: 'Ünïcode\n\n| a | b |' })
    await comments.update(own?.id ?? 0, 'changed')
    expect(pull.comments().at(-1)?.body).toBe('changed')
  })

  test('a comment that GitHub refuses is an error with its message', async () => {
    const pull = await world.repository.openPullRequest({ files: { a: 'blank' } })
    const error = await errorOf(OutsideError, world.connect().comments.create(pull.number, ' '))
    expect(error.message).toContain('body cannot be blank')
  })

  test('a comment that was only claimed to be written is an error, also when its text was to change', async () => {
    const { comments } = world.connect()
    const pull = await world.repository.openPullRequest({ files: { a: 'claimed' } })
    pull.comment('alice', 'hello')
    const [{ id = 0 } = {}] = await comments.of(pull.number)
    const claim = (match: object, claimed: number) =>
      world.github.host.inject({
        match,
        fault: { kind: 'replace', answer: { status: 200, body: { id: claimed, body: 'new' } } },
      })
    claim({ method: 'POST' }, id)
    claim({ method: 'POST' }, id + 1_000)
    claim({ method: 'PATCH' }, id)
    for (const write of [
      () => comments.create(pull.number, 'new'),
      () => comments.create(pull.number, 'new'),
      () => comments.update(id, 'new'),
    ]) {
      const error = await errorOf(OutsideError, write())
      expect([error.reason, error.message]).toEqual([
        'write-not-confirmed',
        expect.stringMatching(/was accepted, but GET \/issues\/comments\/\d+ (answers 404|has another text)/),
      ])
    }
  })
})

describe('the pull requests of a commit', () => {
  test('are listed with their heads and bases, also one that another repository opened', async () => {
    const { repository } = world
    const one = await repository.openPullRequest({ files: { one: '1' } })
    const head = await one.headSha()
    await repository.commit({ branch: 'copy', fork: 'mallory/shop', parent: head, files: { evil: 'x' } })
    const copy = await repository.openPullRequest({ fork: 'mallory/shop', head: 'copy' })
    const found = await world.connect().pullRequests.pullsOf(head)
    expect([...found].sort((a, b) => a.number - b.number)).toEqual([
      { number: one.number, head, baseRef: 'main' },
      { number: copy.number, head: await copy.headSha(), baseRef: 'main' },
    ])
  })

  test('are an empty list for a commit without one', async () => {
    expect(await world.connect().pullRequests.pullsOf(await world.repository.resolve('main'))).toEqual([])
  })
})
