import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

/** Returns the labels that a rule file gives to a pull request from `feature/orders` to `main`. */
async function labelsBy(rules: string, files: Record<string, string>, inputs: Record<string, string> = {}) {
  const labels = [...rules.matchAll(/^([\w-]+):$/gm)].map(([, name = '']) => name)
  const { open, label } = await openRepository(rules, { labels })
  const pull = await open(files, { head: 'feature/orders' })
  const run = await label(pull, { inputs })
  expect([run.exitCode, run.outputs['all-labels']]).toEqual([0, pull.labels().join(',')])
  return pull.labels()
}

test('the inputs and outputs of actions/labeler keep their meaning', async () => {
  const rules = `
docs:
  - changed-files:
      - any-glob-to-any-file: ['docs/**', '*.md']
source:
  - changed-files:
      - any-glob-to-any-file: src/**
`
  const labels = ['docs', 'source', 'by hand']
  const { open, run, repository } = await openRepository(undefined, { labels, files: { 'rules.yml': rules } })
  const pulls = [
    await open({ 'src/.hidden': 'h' }, { labels: ['docs', 'by hand'] }),
    await open({ 'docs/a.txt': 'a' }),
  ]
  const permissions = { contents: 'read', 'pull-requests': 'write' } as const
  const ended = await run(await repository.trigger.workflowDispatch({}), {
    token: 'ghs_not_this_one',
    inputs: {
      'repo-token': github().token({ permissions }),
      'configuration-path': 'rules.yml',
      'sync-labels': 'true',
      dot: 'true',
      'pr-number': '1\n2\n',
    },
  })
  expect([ended.exitCode, ended.outputs.verdict, ended.outputs.reason]).toEqual([0, 'pass', 'labels-changed'])
  expect(ended.outputs).toMatchObject({
    'new-labels': 'source,docs',
    'all-labels': 'by hand,source,docs',
    'removed-labels': 'docs',
    'scope-size': '2',
  })
  expect(pulls.map((pull) => pull.labels())).toEqual([['by hand', 'source'], ['docs']])
})

test('without sync-labels no label is removed; without dot, hidden files do not match', async () => {
  const rules = `
all:
  - changed-files:
      - any-glob-to-any-file: '**'
old:
  - changed-files:
      - any-glob-to-any-file: 'old/**'
`
  const { open, label } = await openRepository(rules, { labels: ['all', 'old'] })
  const pull = await open({ '.env': 'A=1' }, { labels: ['old'] })
  expect(ended(await label(pull, { inputs: { dot: 'false' } }))).toEqual([0, 'labels-current'])
  expect(pull.labels()).toEqual(['old'])
  expect(ended(await label(pull))).toEqual([0, 'labels-changed'])
  expect(pull.labels()).toEqual(['old', 'all'])
})

test('the four quantifiers require one or each glob, and one or each file', async () => {
  const rules = `
any-any:
  - changed-files:
      - any-glob-to-any-file: ['src/**', 'none/**']
any-any-not:
  - changed-files:
      - any-glob-to-any-file: ['none/**', 'nowhere/*']
any-all:
  - changed-files:
      - any-glob-to-all-files: ['none/**', '**/*.ts']
any-all-not:
  - changed-files:
      - any-glob-to-all-files: ['src/**', 'test/**']
all-any:
  - changed-files:
      - all-globs-to-any-file: ['src/**', '**/*.ts']
all-any-not:
  - changed-files:
      - all-globs-to-any-file: ['src/**', 'test/**']
all-all:
  - changed-files:
      - all-globs-to-all-files: ['**/*.ts', '{src,test}/**']
all-all-not:
  - changed-files:
      - all-globs-to-all-files: ['**/*.ts', 'src/**']
`
  expect(await labelsBy(rules, { 'src/a.ts': 'a', 'test/a.ts': 't' })).toEqual([
    'any-any',
    'any-all',
    'all-any',
    'all-all',
  ])
})

test('any and all blocks, branches, and conditions outside of a block combine as in actions/labeler', async () => {
  const rules = `
loose:
  - changed-files:
      - any-glob-to-any-file: none/**
  - head-branch: ^feature/
any-block:
  - any:
      - changed-files:
          - any-glob-to-any-file: none/**
      - base-branch: ['^release', 'main']
all-block:
  - all:
      - changed-files:
          - any-glob-to-any-file: src/**
      - head-branch: ['^feature', 'orders$']
all-block-not:
  - all:
      - changed-files:
          - any-glob-to-any-file: src/**
      - base-branch: ^release
both-blocks-not:
  - any:
      - changed-files:
          - any-glob-to-any-file: src/**
  - all:
      - head-branch: ^hotfix
not-this-branch:
  - head-branch: ^orders
excluding:
  - all:
      - changed-files:
          - any-glob-to-any-file: src/**
          - all-globs-to-all-files: '!docs/**'
excluding-not:
  - all:
      - changed-files:
          - any-glob-to-any-file: src/**
          - all-globs-to-all-files: '!src/api/**'
`
  expect(await labelsBy(rules, { 'src/api/a.ts': 'a' })).toEqual([
    'loose',
    'any-block',
    'all-block',
    'excluding',
  ])
})

const twoOfFiles = `
one:
  - changed-files:
      - any-glob-to-any-file: '**/*.ts'
two:
  - changed-files:
      - any-glob-to-any-file: src/**
branch:
  - head-branch: feature
`

test('above max-files-changed, labels by files are not changed and labels by branch are', async () => {
  const files = { 'src/a.ts': 'a', 'src/b.ts': 'b' }
  expect(await labelsBy(`max-files-changed: 1\n${twoOfFiles}`, files)).toEqual(['branch'])
  expect(await labelsBy(`max-files-changed: 2\n${twoOfFiles}`, files)).toEqual(['one', 'two', 'branch'])
})

test('above changed-files-labels-limit, no label by files is added', async () => {
  const files = { 'src/a.ts': 'a' }
  expect(await labelsBy(`changed-files-labels-limit: 1\n${twoOfFiles}`, files)).toEqual(['branch'])
  expect(await labelsBy(`changed-files-labels-limit: 2\n${twoOfFiles}`, files)).toEqual([
    'one',
    'two',
    'branch',
  ])
})
