import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }
const policy = {
  '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [bob], teams: [acme/security]}]\n',
}
const approved = { state: 'APPROVED' } as const
const at = (time: string) => new Date(`2026-11-21T${time}:00Z`)

describe('a waiver', () => {
  it('by login covers the missing proofs, and is reported', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'Bob', ...approved })
    const ran = await judge(pull)
    expect(ran).toMatchObject(present)
    expect(ran.stdout).toContain('#1: change:routes waived by the approval of Bob')
    expect(ran.summary).toContain('waived by Bob')
    expect(ran.outputs.missing).toBe('[]')
  })

  it('ends with the next push', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'bob', ...approved })
    await pull.push({ 'api/wrangler.toml': 'routes = ["*"]\n' })
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('ends with a force push, after which GitHub shows it at the new head, until the head is approved again', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'bob', ...approved, submittedAt: at('10:00') })
    expect(await judge(pull)).toMatchObject(present)
    await pull.forcePush({ 'api/wrangler.toml': 'routes = ["*"]\n' }, at('11:00'))
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain(
      'given at 2026-11-21T10:00:00Z, is not counted: a force push replaced the head, or the base was changed, at 2026-11-21T11:00:00.000Z',
    )
    await pull.review({ user: 'bob', ...approved, submittedAt: at('12:00') })
    expect(await judge(pull)).toMatchObject(present)
  })

  it('ends when the base changes, because it covers another difference', async () => {
    const { open, judge, repository } = await shop(policy)
    await repository.commit({ branch: 'release', files: { 'x.txt': 'x' } })
    const pull = await open(routes, { base: 'release' })
    await pull.review({ user: 'bob', ...approved, submittedAt: at('10:00') })
    pull.edit({ base: 'main' })
    expect(await judge(pull)).toMatchObject(missing)
  })

  const timeline = { route: '/repos/:owner/:repo/issues/:number/timeline' }
  it.each([
    ['may not be read', faults.status(403, { body: { message: 'Resource not accessible by integration' } })],
    ['does not exist', faults.status(404, { body: { message: 'Not Found' } })],
    ['is empty', faults.wrongShape([])],
    ['is not a history', faults.wrongShape({})],
    [
      'lacks the approval',
      faults.wrongShape([{ id: 1, event: 'labeled', created_at: '2026-11-21T09:00:00Z' }]),
    ],
    [
      'has a review that the list of reviews lacks',
      faults.wrongShape([{ id: 1, event: 'reviewed', state: 'changes_requested' }]),
    ],
  ])('does not count if the history %s, and the message says why', async (_, fault) => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'bob', ...approved })
    github().host.inject({ match: timeline, fault })
    const ran = await judge(pull)
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain('it cannot be seen whether the head was replaced since')
  })

  it('reads reviews only if something is missing, and the history only if an approval would count', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    const asked = async () =>
      (await judge(pull)).log
        .map(({ path }) => path)
        .filter((path) => /reviews|timeline|orgs/.test(path))
        .map((path) => path.replace(/.*\//, ''))
    await pull.review({ user: 'mallory', ...approved })
    expect(await asked()).toEqual(['reviews'])
    await pull.review({ user: 'bob', ...approved })
    expect(await asked()).toEqual(['reviews', 'timeline'])
    await pull.push({ 'ops/proofs/routes.txt': 'HTTP/2 200\n' })
    expect(await asked()).toEqual([])
  })

  it('is not reported by the check of a review, because a dismissal may not start that check again', async () => {
    const { open, run, repository } = await shop(policy)
    const pull = await open(routes)
    const review = await pull.review({ user: 'bob', ...approved })
    const ran = await run(await repository.trigger.pullRequestReview(pull.number, review))
    expect(ran).toMatchObject({ ...red, reason: 'waiver-needs-rerun' })
    expect(ran.messages).toContain('Start the check of pull_request_target again, or add or remove any label')
    const labelled = await repository.trigger.pullRequestTarget(pull.number, {
      action: 'labeled',
      label: 'x',
    })
    expect(await run(labelled)).toMatchObject(present)
    await pull.push({ 'ops/proofs/routes.txt': 'HTTP/2 200\n' })
    const again = await pull.review({ user: 'bob', ...approved })
    expect(await run(await repository.trigger.pullRequestReview(pull.number, again))).toMatchObject(present)
  })

  it('that is possible is named in the message, with how this check then notices it', async () => {
    const { open, judge } = await shop(policy)
    const ran = await judge(await open(routes))
    expect(ran.messages).toContain('can be waived by an approval of this head by bob, acme/security')
    expect(ran.messages).toContain('An approval does not start this check')
  })

  it('ends when it is dismissed, or changes are requested', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    const first = await pull.review({ user: 'bob', ...approved })
    await pull.review({ user: 'bob', state: 'COMMENTED' })
    expect(await judge(pull)).toMatchObject(present)
    pull.dismissReview(first)
    expect(await judge(pull)).toMatchObject(missing)
    await pull.review({ user: 'bob', ...approved })
    await pull.review({ user: 'bob', state: 'CHANGES_REQUESTED' })
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('is found after a hundred reviews of others', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    for (let index = 0; index < 120; index++) await pull.review({ user: `user-${index}`, ...approved })
    await pull.review({ user: 'bob', ...approved })
    expect(await judge(pull)).toMatchObject(present)
  })

  it('by a team needs a token that may read the team', async () => {
    const { open, judge } = await shop(policy)
    github().addTeam('acme', 'security', ['Carol'])
    const pull = await open(routes)
    await pull.review({ user: 'carol', ...approved })
    await pull.review({ user: 'dave', ...approved })
    const blind = await judge(pull)
    expect(blind).toMatchObject(missing)
    expect(blind.messages).toContain('Approvals by acme/security are not counted: without waiver-token')
    const token = github().token({ permissions: { members: 'read' }, kind: 'app', actor: 'teams[bot]' })
    const ran = await judge(pull, { inputs: { 'waiver-token': token } })
    expect(ran).toMatchObject(present)
    const asked = ran.log.filter(({ path }) => path.startsWith('/orgs/'))
    expect(asked.map(({ token: name }) => name)).toEqual(['teams[bot]', 'teams[bot]'])
  })

  it('by a team does not count for a user who is not in it', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'mallory', ...approved })
    const token = github().token({ permissions: { members: 'read' }, kind: 'app' })
    expect(await judge(pull, { inputs: { 'waiver-token': token } })).toMatchObject(missing)
  })

  it('by a team that the token cannot read is distinguished from an approval by a non-member', async () => {
    const { open, judge } = await shop({
      '.github/proofs.yml': 'waivers: [{for: change:routes, teams: [acme/hidden]}]\n',
    })
    const pull = await open(routes)
    await pull.review({ user: 'carol', ...approved })
    const token = github().token({ permissions: { members: 'read' }, kind: 'app' })
    const ran = await judge(pull, { inputs: { 'waiver-token': token } })
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain('is in acme/hidden cannot be seen')
    expect(ran.messages).toContain('members: read')
  })

  it('with a token that may not read teams fails, and the message says what it needs', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'carol', ...approved })
    const token = github().token({ permissions: { contents: 'read' }, kind: 'app' })
    const ran = await judge(pull, { inputs: { 'waiver-token': token } })
    expect(ran).toMatchObject({ ...red, reason: 'permission-missing' })
    expect(ran.messages).toContain('members: read')
  })

  it('holds for the merge group of its pull request, together with others with proofs', async () => {
    const { open, run, repository } = await shop(policy)
    const pull = await open(routes)
    const other = await open({ 'api/src/index.ts': 'export default 1\n', 'ops/proofs/a.txt': 'HTTP/2 204\n' })
    await pull.review({ user: 'bob', ...approved })
    const on = await repository.trigger.mergeGroup([pull.number, other.number])
    expect(await run(on)).toMatchObject(present)
  })

  it('does not hold for a group of squashed commits, because the approved commit is unknown', async () => {
    const { open, run, repository } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'bob', ...approved })
    const other = await open({ 'notes.txt': 'x' })
    const on = await repository.trigger.mergeGroup([pull.number, other.number], { method: 'squash' })
    expect(await run(on)).toMatchObject(missing)
  })
})
