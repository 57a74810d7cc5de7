import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../packages/errors/src/index.ts'
import { root } from '../actions.ts'
import { findCheckNameFaults } from './check-names.ts'

const find = (text: string) => findCheckNameFaults(text, 'w.yml').map(formatProblem)
const workflow = (on: string, job: string) => `on: ${on}\njobs:\n  gate:\n${job}    steps: [{ run: x }]\n`
const matrix = '    strategy: { matrix: { check: [by-base] } }\n'
const byBase = '    name: gate (${{ github.base_ref }})\n'
const withQueue = '    name: gate (${{ github.base_ref || github.event.merge_group.base_ref }})\n'

describe('a check that another pull request could replace is refused', () => {
  test.each([
    ['no name', ''],
    ['a fixed name', '    name: gate\n'],
    ['the base in words only', '    name: gate (github.base_ref)\n'],
    ['another part of the event', '    name: gate (${{ github.head_ref }})\n'],
    ['a longer word', '    name: gate (${{ github.base_refs }})\n'],
  ])('with %s', (_, name) => {
    expect(find(workflow('pull_request_target', name + matrix))).toEqual([
      expect.stringMatching(/^w\.yml:3:3: the job gate has a check without the base in its name/),
    ])
  })

  test.each(['pull_request', '[push, pull_request]', '{ pull_request_review: { types: [submitted] } }'])(
    'on: %s',
    (on) => {
      expect(find(workflow(on, matrix))).toHaveLength(1)
    },
  )

  test('in the queue, where the name of the pull request would be missing', () => {
    expect(find(workflow('[pull_request, merge_group]', byBase + matrix))).toEqual([
      expect.stringContaining('the job gate has another name in the merge queue'),
    ])
  })

  test('without a matrix, because Gitea then stores the name unevaluated', () => {
    expect(find(workflow('pull_request', byBase))).toEqual([expect.stringContaining('has no matrix')])
  })
})

test.each([
  ['the base', 'pull_request', byBase],
  ['the base by the event', 'pull_request', '    name: gate (${{ github.event.pull_request.base.ref }})\n'],
  ['the base on both', '[pull_request, merge_group]', withQueue],
  ['any name where nothing is merged', 'push', '    name: gate\n'],
])('a name with %s is accepted', (_, on, name) => {
  expect(find(workflow(on, name + matrix))).toEqual([])
})

// The labeler's own page shows how to replace another action; its check is not a required one.
test.each(['actions/require-proofs/README.md'])(
  'the example in %s has the base in the name of its check',
  (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const workflows = [...text.matchAll(/```yaml\n(.*?)```/gs)]
      .map(([, block = '']) => block)
      .filter((block) => /^jobs:$/m.test(block))
    expect(workflows.length).toBeGreaterThan(0)
    expect(workflows.flatMap(find)).toEqual([])
  },
)
