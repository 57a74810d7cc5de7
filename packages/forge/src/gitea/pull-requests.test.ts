import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/gitea.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

test('a dismissed or only requested review approves nothing', async () => {
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  await pull.review('ada', 'APPROVED')
  pull.dismissReview(await pull.review('bob', 'APPROVED'))
  await pull.review('carol', 'REQUEST_REVIEW')
  await pull.review('dora', 'REQUEST_CHANGES')
  const reviews = await world.connect().pullRequests.reviews(pull.number)
  expect(reviews.map(({ author, state }) => [author, state])).toEqual([
    ['ada', 'approved'],
    ['bob', 'dismissed'],
    ['dora', 'changes-requested'],
  ])
})

test('every comment is listed, also on further pages', async () => {
  const pull = await world.repository.openPullRequest({ files: { a: 'a' } })
  for (let each = 0; each < 70; each += 1) pull.comment('ada', `note ${each}`)
  const { comments } = world.connect()
  await comments.create(pull.number, 'mine')
  const listed = await comments.of(pull.number)
  expect(listed).toHaveLength(71)
  const mine = listed.find(({ author }) => author === 'gitea-actions')
  await comments.update(mine?.id ?? 0, 'changed')
  expect(pull.comments().at(-1)).toMatchObject({ user: 'gitea-actions', body: 'changed' })
})

test('the pull request of a commit is found, and a commit without one has none', async () => {
  const { repository } = world
  const pull = await repository.openPullRequest({ files: { a: 'a' } })
  await pull.push({ b: 'b' })
  const { pullRequests } = world.connect()
  const head = await pull.headSha()
  expect(await pullRequests.pullsOf(head)).toEqual([{ number: pull.number, head, baseRef: 'main' }])
  const direct = await repository.commit({ branch: 'direct', files: { c: 'c' } })
  expect(await pullRequests.pullsOf(direct)).toEqual([])
})

test('a token of a job acts as the user of jobs, even if Gitea does not say so; another token as its person', async () => {
  const { gitea } = world
  expect(await world.connect().people.actor()).toBe('gitea-actions')
  const ada = { kind: 'personal', actor: 'ada' } as const
  const named = gitea.token({ ...ada, permissions: { user: 'read' } })
  expect(await world.connect({ token: named }).people.actor()).toBe('ada')
  // If it were taken for the user of jobs, it might remove labels that are not its own.
  const unnamed = world.connect({ token: gitea.token({ ...ada, permissions: {} }) })
  expect((await errorOf(OutsideError, unnamed.people.actor())).fix).toContain('scope')
  gitea.host.inject({
    match: { route: '/api/v1/user' },
    fault: faults.status(403, { body: { message: 'no' } }),
  })
  expect(await world.connect().people.actor()).toBe('gitea-actions')
})

test('an owner and a member see the members of a team; for any other token the result says what is needed', async () => {
  const { gitea } = world
  gitea.addTeam('acme', 'Owners', ['olga'])
  gitea.addTeam('acme', 'Operations', ['ada'])
  gitea.addTeam('acme', 'Others', ['mel'])
  const as = (actor: string, permissions: Record<string, 'read'> = { organization: 'read' }) =>
    world.connect({ token: gitea.token({ kind: 'personal', actor, permissions }) }).people
  for (const actor of ['olga', 'ada']) {
    expect(await as(actor).membersAmong('acme/operations', ['Ada', 'eve'])).toEqual({
      members: ['Ada'],
      unseen: undefined,
    })
  }
  const unseen = { members: [], unseen: expect.stringContaining('the scope `read:organization`') }
  expect(await as('mel').membersAmong('acme/operations', ['ada'])).toEqual(unseen)
  expect(await as('stranger').membersAmong('acme/operations', ['ada'])).toEqual(unseen)
  expect(await as('olga').membersAmong('acme/no-such-team', ['ada'])).toEqual(unseen)
  expect(await as('olga').membersAmong('elsewhere/operations', ['ada'])).toEqual(unseen)
  expect(await as('olga', { user: 'read' }).membersAmong('acme/operations', ['ada'])).toEqual(unseen)
  expect(await world.connect().people.membersAmong('acme/operations', ['ada'])).toEqual(unseen)
})

test('a team on a further page is found', async () => {
  const { gitea } = world
  for (let index = 0; index < 60; index += 1) gitea.addTeam('many', `team-${index}`, ['ada'])
  gitea.addTeam('many', 'Owners', ['olga'])
  const token = gitea.token({ kind: 'personal', actor: 'olga', permissions: { organization: 'read' } })
  const { people } = world.connect({ token })
  expect(await people.membersAmong('many/team-59', ['ada'])).toMatchObject({ members: ['ada'] })
})

test('the timeline shows a force push, an earlier approval is stale, and a truncated timeline is an error', async () => {
  const { gitea, repository } = world
  const pull = await repository.openPullRequest({ files: { replaced: 'a' } })
  await pull.push({ replaced: 'b' })
  await pull.review('ada', 'APPROVED')
  const { pullRequests } = world.connect()
  const replacements = async () =>
    pullRequests.replacements(pull.number, await pullRequests.reviews(pull.number))
  expect(await replacements()).toEqual([])
  await pull.forcePush({ replaced: 'c' })
  expect(await replacements()).toHaveLength(1)
  expect((await pullRequests.reviews(pull.number)).map(({ commit }) => commit)).toEqual([''])
  gitea.host.inject({
    match: { route: '/api/v1/repos/:owner/:repo/issues/:number/timeline' },
    fault: faults.wrongShape(null),
  })
  expect(await errorOf(OutsideError, replacements())).toMatchObject({ reason: 'list-incomplete' })
})
