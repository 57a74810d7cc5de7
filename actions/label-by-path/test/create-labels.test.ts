import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const create = { 'create-labels': 'true' }
const permissions = { contents: 'read', 'pull-requests': 'write', issues: 'write' } as const
const declared = `
change:routes:
  color: "#D93F0B"
  description: Modifies routes
  rules:
    - changed-files:
        - any-glob-to-any-file: api/**
plain:
  - changed-files:
      - any-glob-to-any-file: api/**
elsewhere:
  color: "000000"
  rules:
    - changed-files:
        - any-glob-to-any-file: none
`

test('missing labels are created as declared, and only those that are needed', async () => {
  const { open, label, repository } = await openRepository(declared)
  const pull = await open({ 'api/a': 'a' })
  const run = await label(pull, { inputs: create, permissions })
  expect([ended(run), pull.labels()]).toEqual([
    [0, 'labels-changed'],
    ['change:routes', 'plain'],
  ])
  expect(repository.labels()).toMatchObject([
    { name: 'change:routes', color: 'd93f0b', description: 'Modifies routes' },
    { name: 'plain', color: 'ededed' },
  ])
  expect(run.writes.at(-1)).toBe('POST /issues/1/labels')
  expect(run.writes.slice(0, -1)).toEqual(['POST /labels', 'POST /labels'])
})

test('several pull requests that want the same new label create it once', async () => {
  const { open, run, repository } = await openRepository(declared)
  const pulls = [await open({ 'api/a': 'a' }), await open({ 'api/b': 'b' })]
  const ended = await run(await repository.trigger.schedule('0 5 * * *'), {
    inputs: { ...create, 'pr-number': '1, 2, 1' },
    permissions,
  })
  expect([ended.exitCode, pulls.map((pull) => pull.labels().length)]).toEqual([0, [2, 2]])
  expect(ended.writes.filter((write) => write === 'POST /labels')).toHaveLength(2)
  expect(JSON.parse(ended.outputs.decision ?? '')).toHaveLength(2)
})

test('an existing label in another case is used, not created', async () => {
  const { open, label } = await openRepository(declared, { labels: ['Change:Routes', 'PLAIN'] })
  const pull = await open({ 'api/a': 'a' })
  const run = await label(pull, { inputs: create, permissions })
  expect([run.writes, run.outputs['new-labels']]).toEqual([['POST /issues/1/labels'], 'Change:Routes,PLAIN'])
})

test('the outputs spell a label as the repository does, even if nothing is created', async () => {
  const { open, label } = await openRepository('SRC:\n  - head-branch: .\n', { labels: ['src'] })
  expect((await label(await open({ a: 'a' }))).outputs).toMatchObject({
    'new-labels': 'src',
    'all-labels': 'src',
  })
})

test.for([{}, create])(
  'a colour that differs from its declaration is reported, and not changed (%o)',
  async (inputs) => {
    const { open, label, repository } = await openRepository(declared, { labels: ['plain'] })
    repository.addLabel({ name: 'change:routes', color: 'ffffff', description: 'Modifies routes' })
    const run = await label(await open({ 'api/a': 'a' }), { inputs, permissions })
    expect(run.stdout).toContain(
      "change:routes: the repository's colour or description is not what its rule declares",
    )
    expect(repository.labels()).toMatchObject([{}, { color: 'ffffff' }])
  },
)

test('two runs that create the same label at the same time both pass', async () => {
  const { open, label, repository } = await openRepository(declared)
  const pulls = [await open({ 'api/a': 'a' }), await open({ 'api/b': 'b' })]
  const runs = await Promise.all(pulls.map((pull) => label(pull, { inputs: create, permissions })))
  expect([runs.map(({ exitCode }) => exitCode), repository.labels().length]).toEqual([[0, 0], 2])
  expect(pulls.map((pull) => pull.labels())).toEqual([
    ['change:routes', 'plain'],
    ['change:routes', 'plain'],
  ])
})

test('creating without issues: write fails, names the permission, and adds no label', async () => {
  const { open, label, repository } = await openRepository(declared)
  const path = `/repos/${repository.fullName}/labels`
  github().host.inject({
    match: (request) => request.method === 'POST' && request.path === path,
    fault: faults.status(403, { body: { message: 'Resource not accessible by integration' } }),
  })
  const pull = await open({ 'api/a': 'a' })
  const run = await label(pull, { inputs: create })
  expect([ended(run), pull.labels()]).toEqual([[1, 'permission-missing'], []])
  expect(run.annotations[0]?.message).toContain('`issues: write`')
})

test('a missing label that the token may not create fails the run, and the message says what to do', async () => {
  const { open, label } = await openRepository(declared, { labels: ['plain'] })
  const pull = await open({ 'api/a': 'a' })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[1, 'permission-missing'], []])
  expect(run.annotations[0]?.message).toContain('the repository has no label change:routes')
  expect(run.annotations[0]?.message).toContain('create-labels')
  expect(run.annotations[0]?.message).toContain('`issues: write`')
})
