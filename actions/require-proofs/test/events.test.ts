import { node20 } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, proof, red, routes, setScene } from './scene.ts'

const { shop } = setScene()
const both = { ...routes, ...proof }
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }

describe('a pull request', () => {
  it.each(['pullRequest', 'pullRequestTarget'] as const)(
    'on %s fails without proof, and passes with it',
    async (on) => {
      const { open, run, repository } = await shop()
      const pull = await open(routes)
      expect(await run(await repository.trigger[on](pull.number, { action: 'opened' }))).toMatchObject(
        missing,
      )
      await pull.push(proof)
      expect(await run(await repository.trigger[on](pull.number, { action: 'synchronize' }))).toMatchObject(
        present,
      )
    },
  )

  it('lists in its outputs which label requires which proof, for later steps', async () => {
    const { open, judge } = await shop()
    const ran = await judge(
      await open({ ...routes, 'ops/proofs/empty.txt': '' }, { labels: ['Change:CORS'] }),
    )
    expect(ran.json('required-by')).toEqual([
      {
        case: '#1',
        label: 'change:routes',
        'on-pull-request': false,
        files: [
          { path: 'api/wrangler.toml', globs: ['api/wrangler.toml'], rule: '.github/labeler.yml:3:31' },
        ],
      },
      { case: '#1', label: 'change:cors', 'on-pull-request': true, files: [] },
    ])
    expect(ran.json('proofs')[0]).toEqual({
      case: '#1',
      label: 'change:routes',
      path: 'ops/proofs/empty.txt',
      counts: false,
      fault: 'is empty',
    })
    expect(ran.json('missing')).toMatchObject([{ label: 'change:routes' }, { label: 'change:cors' }])
    expect(ran.outputs['scope-size']).toBe('2')
    expect(ran.messages).toContain('mkdir -p -- ops/proofs && curl')
    expect(ran.summary).toMatch(
      /\[<code>ops\/proofs\/empty\.txt<\/code>\]\(http[^)\s]+\/ops\/proofs\/empty\.txt\) is empty/,
    )
  })

  it('without a duty passes, and reports how much was checked', async () => {
    const { open, judge } = await shop()
    expect(await judge(await open({ 'README.md': '# New\n' }))).toMatchObject({
      ...green,
      reason: 'no-duty',
      outputs: { 'scope-size': '1', 'required-by': '[]' },
    })
  })

  it('without a change is skipped, not passed', async () => {
    const { open, judge } = await shop()
    expect(await judge(await open({ 'README.md': '# Shop\n' }))).toMatchObject({
      exitCode: 0,
      outputs: { verdict: 'skip', reason: 'nothing-to-judge', 'scope-size': '0' },
    })
  })

  it('is judged again when it is reviewed', async () => {
    const { open, run, repository } = await shop()
    const pull = await open(routes)
    const review = await pull.review({ user: 'bob', state: 'APPROVED' })
    expect(await run(await repository.trigger.pullRequestReview(pull.number, review))).toMatchObject(missing)
    await pull.push(proof)
    expect(await run(await repository.trigger.pullRequestReview(pull.number, review))).toMatchObject(present)
  })
})

describe('on Node 20, which other runners start', () => {
  it('a pull request fails without proof, and passes with it', async () => {
    const { open, judge } = await shop({
      '.github/proofs.yml':
        'proofs: [{for: change:routes, files: ops/proofs/**, contains: [{pattern: "HTTP/2 2.."}]}]',
    })
    const pull = await open({ ...routes, 'ops/proofs/a.txt': Buffer.from('\ufeffHTTP/2 500', 'utf16le') })
    const first = await judge(pull, { node: node20 })
    expect(first).toMatchObject(missing)
    expect(first.stdout).toContain('Node 20.')
    expect(first.messages).toContain('does not match the pattern')
    await pull.push({ 'ops/proofs/a.txt': Buffer.from('\ufeffHTTP/2 200', 'utf16le') })
    expect(await judge(pull, { node: node20 })).toMatchObject(present)
  })
})

describe('a push', () => {
  it('is judged by its commits', async () => {
    const { run, repository } = await shop()
    const before = await repository.resolve('main')
    await repository.commit({ branch: 'main', files: routes })
    expect(await run(await repository.trigger.push({ branch: 'main', before }))).toMatchObject(missing)
    await repository.commit({ branch: 'main', files: proof })
    expect(await run(await repository.trigger.push({ branch: 'main', before }))).toMatchObject(present)
  })

  it('of a new branch is judged from where it left the default branch', async () => {
    const { run, repository } = await shop()
    await repository.commit({ branch: 'feature', files: routes })
    await repository.commit({ branch: 'feature', files: { 'README.md': '# Later\n' } })
    const on = await repository.trigger.push({ branch: 'feature', before: null })
    expect(await run(on)).toMatchObject({ ...missing, outputs: { 'scope-size': '2' } })
  })

  it('by force is judged by the current difference, so that a proof of the old history does not count', async () => {
    const { run, repository } = await shop()
    const start = await repository.resolve('main')
    const before = await repository.commit({ branch: 'main', files: proof })
    await repository.moveBranch('main', start)
    await repository.commit({ branch: 'main', files: routes })
    expect(await run(await repository.trigger.push({ branch: 'main', before }))).toMatchObject(missing)
  })

  it('that deletes a branch is skipped', async () => {
    const { run, repository } = await shop()
    const before = await repository.commit({ branch: 'feature', files: routes })
    await repository.moveBranch('feature', null)
    const on = await repository.trigger.push({ branch: 'feature', before, after: null })
    expect(await run(on)).toMatchObject({ exitCode: 0, outputs: { verdict: 'skip' } })
  })
})

describe('pr-number on an event with its own subject', () => {
  it('cannot show the verdict on another pull request at the commit of the event', async () => {
    const { open, run, repository } = await shop()
    const judged = await open(routes)
    const other = await open(both)
    const { trigger } = repository
    const review = await judged.review({ user: 'bob', state: 'APPROVED' })
    const events = [
      await trigger.pullRequest(judged.number, { action: 'opened' }),
      await trigger.pullRequestTarget(judged.number, { action: 'opened' }),
      await trigger.pullRequestReview(judged.number, review),
      await trigger.mergeGroup([judged.number]),
      await trigger.push({ branch: 'main', before: await repository.resolve('main') }),
    ]
    for (const on of events)
      expect(await run(on, { inputs: { 'pr-number': `${other.number}` } })).toMatchObject({
        ...red,
        reason: 'input-invalid',
        log: [],
      })
    for (const on of events.slice(0, -1))
      expect(await run(on, { inputs: { 'pr-number': `${judged.number}` } })).toMatchObject(missing)
  })
})

describe('a dispatch by hand', () => {
  it('judges each pull request in pr-number', async () => {
    const { open, run, repository } = await shop()
    await open({ ...both })
    await open(routes)
    const on = await repository.trigger.workflowDispatch({})
    expect(await run(on, { inputs: { 'pr-number': '1' } })).toMatchObject(present)
    const ran = await run(on, { inputs: { 'pr-number': '1,2' } })
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toMatch(/^#2 lacks/)
  })

  it('without a pull request fails, and the message says what is missing', async () => {
    const { run, repository } = await shop()
    const ran = await run(await repository.trigger.workflowDispatch({}))
    expect(ran).toMatchObject({ ...red, log: [] })
    expect(ran.messages).toContain('pr-number')
  })
})

it('names the action, the forge and the event in its first line', async () => {
  const { open, judge } = await shop()
  const ran = await judge(await open(both))
  expect(ran.stdout).toMatch(
    /^(::add-mask::.*\n)*require-proofs 1\.0\.0 \([^)]+\), Node [\d.]+, github http:\S+, event pull_request_target\n/,
  )
})
