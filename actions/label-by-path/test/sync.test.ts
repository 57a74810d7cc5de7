import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const rule = (label: string, glob: string, more = '') => `
${label}:
${more}  rules:
    - changed-files:
        - any-glob-to-any-file: ${glob}
`
const owned = rule('owned', 'src/**', '  sync: own\n')

describe('a label whose rules no longer match', () => {
  const rules = [
    rule('always', 'none', '  sync: always\n'),
    rule('own', 'none', '  sync: own\n'),
    rule('never', 'none', '  sync: never\n'),
    rule('unsaid', 'none'),
  ].join('')
  const labels = ['always', 'own', 'never', 'unsaid']

  test.for([
    ['false', ['own', 'never', 'unsaid']],
    ['true', ['own', 'never']],
  ] as const)(
    'stays as its own sync says; only without one, sync-labels: %s decides',
    async ([sync, left]) => {
      const { open, label } = await openRepository(rules, { labels })
      const pull = await open({ 'a.txt': 'a' }, { labels })
      const run = await label(pull, { inputs: { 'sync-labels': sync } })
      expect([run.exitCode, pull.labels(), run.outputs['all-labels']]).toEqual([0, left, left.join(',')])
      expect(run.messages).toContain('own: its rules (.github/labeler.yml:8:1) no longer match, but it stays')
    },
  )
})

test('sync: own removes a label that this token added, and keeps one that a person added', async () => {
  const { open, label, repository } = await openRepository(owned, { labels: ['owned'] })
  const [mine, theirs] = [await open({ 'src/a': 'a' }), await open({ b: 'b' })]
  expect(ended(await label(mine))).toEqual([0, 'labels-changed'])
  theirs.addLabels(['owned'], 'ada')
  await mine.push({ 'src/a': null, b: 'b' })

  const run = await label(mine)
  expect([ended(run), run.writes]).toEqual([[0, 'labels-changed'], ['DELETE /issues/1/labels/owned']])
  expect(run.outputs['removed-labels']).toBe('owned')
  expect([ended(await label(theirs)), theirs.labels()]).toEqual([[0, 'labels-current'], ['owned']])
  expect(repository.labels().map(({ name }) => name)).toEqual(['owned'])
})

test('sync: own depends on who added the label last', async () => {
  const { open, label } = await openRepository(owned, { labels: ['owned'] })
  const pull = await open({ 'src/a': 'a' })
  await label(pull)
  pull.removeLabel('owned', 'ada')
  pull.addLabels(['owned'], 'ada')
  await pull.push({ 'src/a': null, b: 'b' })
  expect([ended(await label(pull)), pull.labels()]).toEqual([[0, 'labels-current'], ['owned']])
})

test('the labels of another bot do not count as its own', async () => {
  const { open, label } = await openRepository(owned, { labels: ['owned'] })
  const pull = await open({ b: 'b' })
  pull.addLabels(['owned'], 'renovate[bot]')
  expect([ended(await label(pull)), pull.labels()]).toEqual([[0, 'labels-current'], ['owned']])
})

describe('a label that applies, and was removed', () => {
  test('by a person stays off, and the log says why', async () => {
    const { open, label } = await openRepository(owned, { labels: ['owned'] })
    const pull = await open({ 'src/a': 'a', 'src/b': 'b' })
    await label(pull)
    pull.removeLabel('owned', 'ada')
    const run = await label(pull)
    expect([ended(run), run.writes, pull.labels()]).toEqual([[0, 'labels-current'], [], []])
    expect(run.stdout).toContain(
      '#1 owned: applies because of src/a and 1 more (.github/labeler.yml:6:33), but a person took it off, so it stays off',
    )
    pull.addLabels(['owned'], 'ada')
    expect([ended(await label(pull)), pull.labels()]).toEqual([[0, 'labels-current'], ['owned']])
  })

  test('by a bot is added again', async () => {
    const { open, label } = await openRepository(owned, { labels: ['owned'] })
    const pull = await open({ 'src/a': 'a' }, { labels: ['owned'] })
    pull.removeLabel('owned', 'renovate[bot]')
    expect([ended(await label(pull)), pull.labels()]).toEqual([[0, 'labels-changed'], ['owned']])
  })

  test("by this action with a user's token is added again when it applies again", async () => {
    const { open, label } = await openRepository(rule('area', 'src/**', '  sync: always\n'), {
      labels: ['area'],
    })
    const permissions = { contents: 'read', 'pull-requests': 'write' } as const
    const token = github().token({ permissions, actor: 'acme-machine', kind: 'personal' })
    const pull = await open({ 'src/a': 'a' })
    const labelled: string[][] = []
    for (const content of ['a', null, 'a']) {
      await pull.push({ 'src/a': content, b: `${content}` })
      expect((await label(pull, { token })).exitCode).toBe(0)
      labelled.push(pull.labels())
    }
    expect(labelled).toEqual([['area'], [], ['area']])
  })
})
