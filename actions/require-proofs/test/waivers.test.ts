import { describe, expect, it } from 'vitest'
import { green, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }
const policy = {
  '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [bob], teams: [acme/security]}]\n',
}
const approved = { state: 'APPROVED' } as const

describe('a waiver', () => {
  it('by login lets the proofs be missing, and is told', async () => {
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

  it('is found behind a hundred reviews of others', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    for (let index = 0; index < 120; index++) await pull.review({ user: `user-${index}`, ...approved })
    await pull.review({ user: 'bob', ...approved })
    expect(await judge(pull)).toMatchObject(present)
  })

  it('by a team needs the token that may read it', async () => {
    const { open, judge } = await shop(policy)
    github().addTeam('acme', 'security', ['Carol'])
    const pull = await open(routes)
    await pull.review({ user: 'carol', ...approved })
    await pull.review({ user: 'dave', ...approved })
    const blind = await judge(pull)
    expect(blind).toMatchObject(missing)
    expect(blind.told).toContain('Approvals by acme/security are not counted: without waiver-token')
    const token = github().token({ permissions: { members: 'read' }, kind: 'app', actor: 'teams[bot]' })
    const ran = await judge(pull, { inputs: { 'waiver-token': token } })
    expect(ran).toMatchObject(present)
    const asked = ran.log.filter(({ path }) => path.startsWith('/orgs/'))
    expect(asked.map(({ token: name }) => name)).toEqual(['teams[bot]', 'teams[bot]'])
  })

  it('by a team is none for somebody who is not in it', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'mallory', ...approved })
    const token = github().token({ permissions: { members: 'read' }, kind: 'app' })
    expect(await judge(pull, { inputs: { 'waiver-token': token } })).toMatchObject(missing)
  })

  it('with a token that may not read teams is red, and says what it needs', async () => {
    const { open, judge } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'carol', ...approved })
    const token = github().token({ permissions: { contents: 'read' }, kind: 'app' })
    const ran = await judge(pull, { inputs: { 'waiver-token': token } })
    expect(ran).toMatchObject({ ...red, reason: 'permission-missing' })
    expect(ran.told).toContain('members: read')
  })

  it('holds for the merge group of its pull request, beside others with proofs', async () => {
    const { open, run, repository } = await shop(policy)
    const pull = await open(routes)
    const other = await open({ 'api/src/index.ts': 'export default 1\n', 'ops/proofs/a.txt': 'HTTP/2 204\n' })
    await pull.review({ user: 'bob', ...approved })
    const on = await repository.trigger.mergeGroup([pull.number, other.number])
    expect(await run(on)).toMatchObject(present)
  })

  it('lets a group of squashed commits not pass: nobody knows what was approved', async () => {
    const { open, run, repository } = await shop(policy)
    const pull = await open(routes)
    await pull.review({ user: 'bob', ...approved })
    const other = await open({ 'notes.txt': 'x' })
    const on = await repository.trigger.mergeGroup([pull.number, other.number], { method: 'squash' })
    expect(await run(on)).toMatchObject(missing)
  })
})
