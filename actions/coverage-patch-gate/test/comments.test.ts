import { faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { describe, expect, it } from 'vitest'
import { openPull } from './pull.ts'
import { green, red, setScene } from './scene.ts'

const scene = setScene()
const open = (marks: string) => openPull(scene, marks)
const bodies = (pull: PullRequest) => pull.comments().map(({ body }) => body)

it('nothing is written to the forge by default', async () => {
  const { run } = await open('10')
  expect(await run({})).toMatchObject({ ...red, log: [] })
})

describe('the comment', () => {
  it('says what is missed, and later that nothing is', async () => {
    const { pull, run, measure } = await open('10')
    expect(await run({ comment: 'problems' })).toMatchObject({ ...red, writes: ['POST issues/1/comments'] })
    expect(bodies(pull)).toEqual([expect.stringContaining('❌ **fail** · tests run 0 of 1 changed line')])
    expect((await run({ comment: 'problems' })).writes).toEqual([])
    await measure('11')
    expect(await run({ comment: 'problems' })).toMatchObject(green)
    expect(bodies(pull)).toEqual([expect.stringContaining('✅ **pass**')])
  })

  it('is not begun for a change without a problem, unless it is always wanted', async () => {
    const { pull, run } = await open('11')
    expect(await run({ comment: 'problems' })).toMatchObject({ ...green, writes: [] })
    await run({ comment: 'always' })
    expect(bodies(pull)).toHaveLength(1)
  })

  it('of one gate never overwrites that of another one', async () => {
    const { pull, run } = await open('10')
    await run({ comment: 'always', name: 'api' })
    await run({ comment: 'always', name: 'web' })
    await run({ comment: 'always' })
    await run({ comment: 'always', name: 'web' })
    expect(bodies(pull)).toHaveLength(3)
  })

  it('of a failed test job is updated, so that no old percentage stays', async () => {
    const { pull, run } = await open('11')
    await run({ comment: 'always' })
    const needs = JSON.stringify({ test: { result: 'failure' } })
    expect(await run({ comment: 'problems', needs })).toMatchObject({ ...red, reason: 'tests-not-green' })
    expect(bodies(pull)).toEqual([expect.stringContaining('1 job of needs failed')])
  })

  it('is left out for a fork, whose token may only read, with one line in the log and the same verdict', async () => {
    for (const [marks, expected] of [
      ['10', red],
      ['11', green],
    ] as const) {
      const { pull, run } = await open(marks)
      const ran = await run({ comment: 'always' }, 'read', { from: 'mallory' })
      expect(ran).toMatchObject(expected)
      const said = ran.stdout
        .replaceAll('%0A', '\n')
        .split('\n')
        .filter((line) => line.includes('may only read'))
      expect(said).toEqual([
        'failed: comment on #1, because the token of a pull request from a fork may only read',
      ])
      expect(bodies(pull)).toEqual([])
    }
  })

  it('that a token of the repository itself may not write is an error, and the message names the permission', async () => {
    const { run } = await open('11')
    const ran = await run({ comment: 'always' }, 'read')
    expect(ran).toMatchObject({ ...red, reason: 'permission-missing' })
    expect(ran.messages).toContain('pull-requests: write')
  })

  it('is not written in a dry run', async () => {
    const { run } = await open('10')
    const ran = await run({ comment: 'always', 'dry-run': 'true' })
    expect(ran).toMatchObject({ ...red, writes: [] })
    expect(ran.messages).toContain('would write (dry run): comment on #1')
  })
})

describe('a label of require-tests', () => {
  it('makes a test a duty, whatever the percentage', async () => {
    const { pull, run } = await open('11')
    const inputs = { 'require-tests': 'change:routes' }
    expect(await run(inputs, 'read')).toMatchObject(green)
    pull.addLabels(['change:routes'])
    expect(await run(inputs, 'read')).toMatchObject({ ...red, reason: 'tests-missing' })
  })

  it('makes a test a duty, even if one of the two lists of labels has lost it', async () => {
    const { pull, run } = await open('11')
    pull.addLabels(['change:routes'])
    const lose = (route: string, change: (body: object) => object) =>
      scene.github().host.inject({
        match: { method: 'GET', route },
        times: 1,
        fault: faults.alter((answer) => ({ ...answer, body: change(answer.body as object) })),
      })
    lose('/repos/:owner/:repo/pulls/:number', (body) => ({ ...body, labels: [] }))
    const inputs = { 'require-tests': 'change:routes' }
    expect(await run(inputs, 'read')).toMatchObject({ ...red, reason: 'tests-missing' })
    lose('/repos/:owner/:repo/issues/:number/labels', () => [])
    expect(await run(inputs, 'read')).toMatchObject({ ...red, reason: 'tests-missing' })
  })

  it('that cannot be read fails the run; a glob needs no permission', async () => {
    const { run } = await open('11')
    const token = scene.github().token({ permissions: { contents: 'read' } })
    const byLabel = await run({ 'require-tests': 'change:routes' }, 'read', { token })
    expect(byLabel).toMatchObject({ ...red, reason: 'permission-missing' })
    expect(await run({ 'require-tests': 'docs/**' }, 'read', { token })).toMatchObject({ ...green, log: [] })
  })
})
