import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { shop, github } = setScene()

const byGlob = (label: string, glob: string) => `
${label}:
  - changed-files:
      - any-glob-to-any-file: ${JSON.stringify(glob)}
`

test('a file that is renamed away still gets the label of where it was', async () => {
  const { open, label } = await shop(byGlob('ops', 'ops/**'), {
    labels: ['ops'],
    files: { 'ops/a': 'long enough' },
  })
  const pull = await open({ 'attic/a': { renameOf: 'ops/a' } })
  const run = await label(pull)
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], ['ops']])
  expect(run.outputs['scope-size']).toBe('1')
})

test('the 3,001st file counts: neither is its label missed, nor is it taken off', async () => {
  const icons = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`aaa/${at}.svg`, `${at}`]))
  const { open, label } = await shop(byGlob('routes', 'zzz/**') + byGlob('kept', 'zzz/*'), {
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

test('a list that is cut and cannot be completed is red, and nothing is taken off', async () => {
  const { open, label, repository } = await shop(byGlob('a', 'none'), { labels: ['a'] })
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
  const { open, label } = await shop("all:\n  - changed-files:\n      - any-glob-to-all-files: '**'\n", {
    labels: ['all'],
  })
  const pull = await open({})
  const run = await label(pull)
  expect([ended(run), pull.labels(), run.outputs['scope-size']]).toEqual([[0, 'labels-current'], [], '0'])
})

test('a label that is there in another case is there: nothing is written', async () => {
  const { open, label } = await shop(byGlob('SRC', 'src/**'), { labels: ['src'] })
  const pull = await open({ 'src/a': 'a' }, { labels: ['src'] })
  const run = await label(pull)
  expect([ended(run), run.writes, run.outputs['new-labels']]).toEqual([[0, 'labels-current'], [], ''])
})

describe('a rule file that is wrong is red, with the place, and nothing is written', () => {
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
    const { open, label } = await shop(rules)
    const run = await label(await open({ x: 'x' }))
    expect(ended(run)).toEqual([1, 'config-invalid'])
    expect(run.annotations[0]).toMatchObject({ level: 'error', file: '.github/labeler.yml', ...place })
    expect(run.annotations[0]?.message).toMatch(words)
    expect(run.writes).toEqual([])
  })
})

test('everything that is wrong is told at once', async () => {
  const { open, label } = await shop('a:\n  - changed-file: x\nb:\n  - head-branch: 3\nc: 4\n')
  const run = await label(await open({ x: 'x' }))
  expect(run.annotations.map(({ line }) => line)).toEqual([2, 4, 5])
})

test('no rule file is red, and says where it was looked for and how to begin', async () => {
  const { open, label } = await shop(undefined)
  const run = await label(await open({ x: 'x' }))
  expect(ended(run)).toEqual([1, 'config-missing'])
  expect(run.annotations[0]?.message).toContain('no rule file .github/labeler.yml at refs/heads/main')
  expect(run.annotations[0]?.message).toContain("any-glob-to-any-file: 'docs/**'")
})

test('anchors and aliases work', async () => {
  const { open, label } = await shop(
    'a:\n  - changed-files:\n      - any-glob-to-any-file: &paths [x, y]\nb:\n  - changed-files:\n      - any-glob-to-any-file: *paths\n',
    { labels: ['a', 'b'] },
  )
  const pull = await open({ x: 'x' })
  await label(pull)
  expect(pull.labels()).toEqual(['a', 'b'])
})

test('a branch pattern that takes a backtracking engine forever is quick', async () => {
  const { open, label } = await shop("slow:\n  - head-branch: '^(a+)+$'\n", { labels: ['slow'] })
  const run = await label(await open({ x: 'x' }, { head: `${'a'.repeat(60)}b` }))
  expect(ended(run)).toEqual([0, 'labels-current'])
})

test('a pull request that would pass 100 labels is red before anything is written', async () => {
  const labels = Array.from({ length: 99 }, (_, at) => `old ${at}`)
  const { open, label } = await shop(byGlob('one', 'x') + byGlob('two', 'x'), {
    labels: ['one', 'two', ...labels],
  })
  const pull = await open({ x: 'x' }, { labels })
  const run = await label(pull)
  expect([ended(run), run.writes]).toEqual([[1, 'too-many-labels'], []])
  expect(run.annotations[0]?.message).toContain('101 labels')
})
