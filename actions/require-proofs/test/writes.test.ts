import { faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { describe, expect, it } from 'vitest'
import { green, proof, type RunOptions, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }
const marker = '<!-- require-proofs -->'
const permissions = { contents: 'read', 'pull-requests': 'write' } as const
const comment: RunOptions = { permissions, inputs: { comment: 'true' } }
const label: RunOptions = { permissions, inputs: { 'proofs-label': 'ops:proofs-attached' } }
const bodies = (pull: PullRequest) => pull.comments().map(({ user, body }) => `${user}: ${body}`)

it('writes nothing by default', async () => {
  const { open, judge } = await shop()
  const pull = await open(routes)
  expect((await judge(pull, { permissions })).writes).toEqual([])
  await pull.push(proof)
  expect((await judge(pull, { permissions })).writes).toEqual([])
})

describe('the comment', () => {
  it('is one comment, which is updated', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes)
    expect(await judge(pull, comment)).toMatchObject({ ...missing, writes: ['POST issues/1/comments'] })
    expect(bodies(pull)).toEqual([expect.stringContaining('❌ Proofs are missing')])
    expect((await judge(pull, comment)).writes).toEqual([])
    await pull.push(proof)
    const ran = await judge(pull, comment)
    expect(ran).toMatchObject(present)
    expect(ran.writes).toEqual([expect.stringMatching(/^PATCH issues\/comments\/\d+$/)])
    expect(bodies(pull)).toEqual([expect.stringContaining('✅ All required proofs are present')])
  })

  it('is not created if nothing is missing', async () => {
    const { open, judge } = await shop()
    const pull = await open({ ...routes, ...proof })
    expect(await judge(pull, comment)).toMatchObject({ ...present, writes: [] })
  })

  it('is not a similar one of another user', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes)
    pull.comment('mallory', `${marker}\n\n✅ All required proofs are present.`)
    expect((await judge(pull, comment)).writes).toEqual(['POST issues/1/comments'])
    expect(bodies(pull)[0]).toContain('mallory: ')
    expect(bodies(pull)).toHaveLength(2)
  })

  it('is found after a hundred others', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes)
    for (let index = 0; index < 110; index++) pull.comment('bob', `Thoughts, part ${index}`)
    await judge(pull, comment)
    expect((await judge(pull, comment)).writes).toEqual([])
  })

  it('that the token may not write does not hide the verdict', async () => {
    const { open, judge } = await shop()
    const ran = await judge(await open(routes), { inputs: { comment: 'true' } })
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toContain('because of api/wrangler.toml')
    expect(ran.messages).toContain('pull-requests: write')
    expect(ran.json('missing')).toHaveLength(1)
  })
})

describe('the label that says that the proofs exist', () => {
  it('is added with the proofs, and removed without', async () => {
    const { open, judge, repository } = await shop()
    repository.addLabel({ name: 'OPS:proofs-attached' })
    const pull = await open({ ...routes, ...proof })
    expect(await judge(pull, label)).toMatchObject({ ...present, writes: ['POST issues/1/labels'] })
    expect(pull.labels()).toEqual(['OPS:proofs-attached'])
    expect((await judge(pull, label)).writes).toEqual([])
    await pull.push({ 'ops/proofs/routes.txt': null })
    const ran = await judge(pull, label)
    expect(ran).toMatchObject(missing)
    expect(ran.writes).toEqual(['DELETE issues/1/labels/ops%3Aproofs-attached'])
    expect(pull.labels()).toEqual([])
  })

  it('is not added for a waiver', async () => {
    const { open, judge } = await shop({
      '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [bob]}]',
    })
    const pull = await open(routes)
    await pull.review({ user: 'bob', state: 'APPROVED' })
    expect(await judge(pull, label)).toMatchObject({ ...present, writes: [] })
  })

  it('is not added if nothing is required', async () => {
    const { open, judge } = await shop()
    expect(await judge(await open({ 'a.txt': 'a' }), label)).toMatchObject({ ...green, writes: [] })
  })

  it('counts as added only if the answer shows it', async () => {
    const { open, judge, repository } = await shop()
    repository.addLabel({ name: 'ops:proofs-attached' })
    const route = '/repos/:owner/:repo/issues/:number/labels'
    github().host.inject({ match: { method: 'POST', route }, fault: faults.wrongShape([]) })
    const ran = await judge(await open({ ...routes, ...proof }), label)
    expect(ran).toMatchObject({ ...red, reason: 'write-not-confirmed' })
  })

  it('that the token may not write fails, and the message says what it needs', async () => {
    const { open, judge, repository } = await shop()
    repository.addLabel({ name: 'ops:proofs-attached' })
    const { inputs } = label
    const ran = await judge(await open({ ...routes, ...proof }), { inputs: inputs ?? {} })
    expect(ran).toMatchObject({ ...red, reason: 'permission-missing' })
    expect(ran.messages).toContain('pull-requests: write')
  })
})

it('in a dry run sends no write, and says what it would write', async () => {
  const { open, judge } = await shop()
  const inputs = { comment: 'true', 'proofs-label': 'ops:proofs-attached', 'dry-run': 'true' }
  const first = await judge(await open(routes), { permissions, inputs })
  expect(first).toMatchObject({ ...missing, writes: [] })
  expect(first.messages).toContain('would write (dry run): comment on #1')
  const second = await judge(await open({ ...routes, ...proof }), { permissions, inputs })
  expect(second).toMatchObject({ ...present, writes: [] })
  expect(second.stdout).toContain('would write (dry run): add ops:proofs-attached to #2')
})

describe('a gate that only reports', () => {
  const inputs = { enforce: 'false' }

  it('gives the same verdict and message, as a warning, and passes', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes)
    const [held, reported] = [await judge(pull), await judge(pull, { inputs })]
    expect(reported).toMatchObject({ exitCode: 0, outputs: held.outputs })
    expect(reported.messages).toBe(held.messages)
    expect(reported.annotations).toMatchObject([
      { level: 'warning', title: 'report only: Require proofs (proofs-missing)' },
    ])
    expect(reported.summary).toContain('report only')
  })

  it('passes if the rule file is missing, and fails if an input is wrong', async () => {
    const { open, judge } = await shop({ '.github/labeler.yml': null })
    const pull = await open(routes)
    const ran = await judge(pull, { inputs })
    expect(ran).toMatchObject({ exitCode: 0, outputs: { verdict: 'fail', reason: 'config-missing' } })
    expect(await judge(pull, { inputs: { ...inputs, timeout: 'x' } })).toMatchObject(red)
  })
})
