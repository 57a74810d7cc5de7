import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const byGlob = (label: string, glob: string) => `
${label}:
  - changed-files:
      - any-glob-to-any-file: ${JSON.stringify(glob)}
`

test('a file that is moved away still gets the label of its old path', async () => {
  const { open, label } = await openRepository(byGlob('ops', 'ops/**'), {
    labels: ['ops'],
    files: { 'ops/a': 'long enough' },
  })
  const pull = await open({ 'attic/a': { renameOf: 'ops/a' } })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], ['ops']])
  expect(run.outputs['scope-size']).toBe('1')
})

test('the 3,001st file counts: its label is neither missed nor removed', async () => {
  const icons = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`aaa/${at}.svg`, `${at}`]))
  const { open, label } = await openRepository(byGlob('routes', 'zzz/**') + byGlob('kept', 'zzz/*'), {
    labels: ['routes', 'kept'],
  })
  const pull = await open({ ...icons, 'zzz/last': 'x' }, { labels: ['kept'] })
  const run = await label(pull, { inputs: { 'sync-labels': 'true' } })
  expect([ended(run), pull.labels()]).toEqual([
    [0, 'labels-changed'],
    ['kept', 'routes'],
  ])
  expect(run.outputs['scope-size']).toBe('3001')
})

test('a truncated list that cannot be completed fails the run, and no label is removed', async () => {
  const { open, label, repository } = await openRepository(byGlob('a', 'none'), { labels: ['a'] })
  const pull = await open({ x: 'x' }, { labels: ['a'] })
  const { host } = github()
  const isOurs = (request: { path: string }) => request.path.startsWith(`/repos/${repository.fullName}/`)
  host.inject({
    match: (request) => isOurs(request) && request.path.endsWith('/files'),
    fault: faults.truncatedList(0),
  })
  host.inject({
    match: (request) => isOurs(request) && request.path.includes('/git/trees/'),
    fault: faults.wrongShape({ tree: [], truncated: true }),
  })
  const run = await label(pull, { inputs: { 'sync-labels': 'true' } })
  expect([run.exitCode, run.writes, pull.labels()]).toEqual([1, [], ['a']])
})

test('a change without files meets no condition on files', async () => {
  const { open, label } = await openRepository(
    "all:\n  - changed-files:\n      - any-glob-to-all-files: '**'\n",
    {
      labels: ['all'],
    },
  )
  const pull = await open({})
  const run = await label(pull)
  expect([ended(run), pull.labels(), run.outputs['scope-size']]).toEqual([[0, 'labels-current'], [], '0'])
})

test('a label in another case counts as present: nothing is written', async () => {
  const { open, label } = await openRepository(byGlob('SRC', 'src/**'), { labels: ['src'] })
  const pull = await open({ 'src/a': 'a' }, { labels: ['src'] })
  const run = await label(pull)
  expect([ended(run), run.writes, run.outputs['new-labels']]).toEqual([[0, 'labels-current'], [], ''])
})

describe('an invalid rule file fails the run at its place, and nothing is written', () => {
  test.for<[what: string, rules: string, place: { line?: number; column?: number }, words: RegExp]>([
    [
      'an unknown key',
      'a:\n  - changed-file:\n      - any-glob-to-any-file: x\n',
      { line: 2, column: 5 },
      /changed-files/,
    ],
    ['a wrong type', 'a:\n  - changed-files: 3\n', { line: 2, column: 20 }, /./],
    ['an empty list', 'a:\n  - changed-files: []\n', { line: 2, column: 20 }, /./],
    ['an empty file', '# nothing yet\n', {}, /begin with/],
    ['a glob that is not supported', byGlob('a', '!(x)/**'), { line: 4, column: 31 }, /!\(/],
    [
      'a lookahead in a branch pattern',
      "a:\n  - head-branch: '^(?!main)'\n",
      { line: 2, column: 18 },
      /look/,
    ],
    [
      'a back reference in a branch pattern',
      "a:\n  - head-branch: '^(a+)\\1$'\n",
      { line: 2, column: 18 },
      /./,
    ],
    ['a merge key', 'a: &a\n  rules: []\nb:\n  <<: *a\n  rules: []\n', { line: 4, column: 3 }, /merge/],
    ['one label in two cases', byGlob('a', 'x') + byGlob('A', 'y'), { line: 6, column: 1 }, /case/],
  ])('%s', async ([, rules, place, words]) => {
    const { open, label } = await openRepository(rules)
    const run = await label(await open({ x: 'x' }))
    expect(ended(run)).toEqual([1, 'config-invalid'])
    expect(run.annotations[0]).toMatchObject({ level: 'error', file: '.github/labeler.yml', ...place })
    expect(run.annotations[0]?.message).toMatch(words)
    expect(run.writes).toEqual([])
  })
})

test('everything that is wrong is reported at once', async () => {
  const { open, label } = await openRepository('a:\n  - changed-file: x\nb:\n  - head-branch: 3\nc: 4\n')
  const run = await label(await open({ x: 'x' }))
  expect(run.annotations.map(({ line }) => line)).toEqual([2, 4, 5])
})

test('a missing rule file fails the run, and the message says where the action looked and how to start', async () => {
  const { open, label } = await openRepository(undefined)
  const run = await label(await open({ x: 'x' }))
  expect(ended(run)).toEqual([1, 'config-missing'])
  expect(run.annotations[0]?.message).toContain('no rule file .github/labeler.yml at refs/heads/main')
  expect(run.annotations[0]?.message).toContain("any-glob-to-any-file: 'docs/**'")
})

test('anchors and aliases work', async () => {
  const { open, label } = await openRepository(
    'a:\n  - changed-files:\n      - any-glob-to-any-file: &paths [x, y]\nb:\n  - changed-files:\n      - any-glob-to-any-file: *paths\n',
    { labels: ['a', 'b'] },
  )
  const pull = await open({ x: 'x' })
  await label(pull)
  expect(pull.labels()).toEqual(['a', 'b'])
})

test('a branch pattern that would hang a backtracking engine is quick', async () => {
  const { open, label } = await openRepository("slow:\n  - head-branch: '^(a+)+$'\n", { labels: ['slow'] })
  const run = await label(await open({ x: 'x' }, { head: `${'a'.repeat(60)}b` }))
  expect(ended(run)).toEqual([0, 'labels-current'])
})

test('a pull request that would have more than 100 labels fails the run before anything is written', async () => {
  const labels = Array.from({ length: 99 }, (_, at) => `old ${at}`)
  const { open, label } = await openRepository(byGlob('one', 'x') + byGlob('two', 'x'), {
    labels: ['one', 'two', ...labels],
  })
  const pull = await open({ x: 'x' }, { labels })
  const run = await label(pull)
  expect([ended(run), run.writes]).toEqual([[1, 'too-many-labels'], []])
  expect(run.annotations[0]?.message).toContain('101 labels')
})
