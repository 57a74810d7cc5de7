import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const labels = ['a', 'b', 'old', 'older']
const rules = `
a:
  - changed-files:
      - any-glob-to-any-file: x
b:
  - changed-files:
      - any-glob-to-any-file: x
old:
  - changed-files:
      - any-glob-to-any-file: none
older:
  - changed-files:
      - any-glob-to-any-file: none
`
const sync = { 'sync-labels': 'true' }

async function openSwap() {
  const opened = await openRepository(rules, { labels })
  return { ...opened, pull: await opened.open({ x: 'x' }, { labels: ['old', 'older', 'mine'] }) }
}

test('a swap leaves no gap: one request adds all labels, and only after its answer is a label removed', async () => {
  const { pull, label } = await openSwap()
  const run = await label(pull, { inputs: sync })
  expect([ended(run), pull.labels()]).toEqual([
    [0, 'labels-changed'],
    ['mine', 'a', 'b'],
  ])
  expect(run.writes[0]).toBe('POST /issues/1/labels')
  expect(run.writes.slice(1).sort()).toEqual(['DELETE /issues/1/labels/old', 'DELETE /issues/1/labels/older'])
  const [added, ...removed] = run.log.filter(({ method }) => method !== 'GET')
  expect(added?.body).toEqual({ labels: ['a', 'b'] })
  for (const { startedAt } of removed) expect(startedAt).toBeGreaterThan(added?.endedAt ?? Number.NaN)
})

test('nothing is written if nothing differs', async () => {
  const { open, label } = await openRepository(rules, { labels })
  const pull = await open({ x: 'x' }, { labels: ['a', 'b'] })
  const run = await label(pull, { inputs: sync })
  expect([ended(run), run.writes]).toEqual([[0, 'labels-current'], []])
  expect(run.stdout).toContain('pass: 1 changed file looked at; no label to change')
})

test('a label that another user adds meanwhile is kept, and listed in all-labels', async () => {
  const { pull, label, repository } = await openSwap()
  github().host.inject({
    match: ({ method, path }) => method === 'GET' && path === `/repos/${repository.fullName}/pulls/1`,
    fault: faults.meanwhile(() => pull.addLabels(['by ada'], 'ada')),
    times: 1,
  })
  const run = await label(pull, { inputs: sync })
  expect(pull.labels()).toEqual(['mine', 'by ada', 'a', 'b'])
  expect(run.outputs['all-labels']).toBe('mine,by ada,a,b')
})

test('a label that another user removes meanwhile is not an error', async () => {
  const { pull, label, repository } = await openSwap()
  github().host.inject({
    match: ({ method, path }) => method === 'POST' && path.startsWith(`/repos/${repository.fullName}/issues`),
    fault: faults.meanwhile(() => pull.removeLabel('old', 'ada')),
    times: 1,
  })
  expect(ended(await label(pull, { inputs: sync }))).toEqual([0, 'labels-changed'])
  expect(pull.labels()).toEqual(['mine', 'a', 'b'])
})

describe('a write that its answer does not show fails the run', () => {
  const one = [{ name: 'mine' }]
  test.for([
    ['POST', [{ name: 'a' }, { name: 'mine' }], /adding a, b to #1/],
    ['POST', [], /adding a, b to #1/],
    ['DELETE', [...one, { name: 'OLD' }], /taking old, older off #1/],
    ['DELETE', [], /taking old, older off #1/],
  ] as const)('%s answered with %j', async ([method, body, words]) => {
    const { pull, label, repository } = await openSwap()
    github().host.inject({
      match: (request) =>
        request.method === method && request.path.startsWith(`/repos/${repository.fullName}/issues`),
      fault: faults.wrongShape(body),
    })
    const run = await label(pull, { inputs: sync })
    expect(ended(run)).toEqual([1, 'write-not-confirmed'])
    expect(run.annotations[0]?.message).toMatch(words)
  })
})

test('a dry run gives the same outputs, says so at once, and sends no write', async () => {
  const { pull, label } = await openSwap()
  const dry = await label(pull, { inputs: { ...sync, 'dry-run': 'true' } })
  expect([dry.exitCode, dry.writes, pull.labels()]).toEqual([0, [], ['old', 'older', 'mine']])
  const headline = 'dry run, nothing is written: 2 labels would be added, 2 taken off, by 1 changed file'
  expect(dry.stdout).toContain(`pass: ${headline}`)
  expect(dry.stdout).toContain('#1 a: would be added because of x')
  expect(dry.summary).toContain('dry run')
  expect(dry.summary).toContain('would be taken off')

  const wet = await label(pull, { inputs: sync })
  expect(wet.outputs).toEqual(dry.outputs)
})

test('a run that is cancelled while it writes fails, and lists what was written and what was not', async () => {
  const { pull, label, repository } = await openSwap()
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  github().host.inject({
    match: ({ method, path }) => {
      const met = method === 'POST' && path.startsWith(`/repos/${repository.fullName}/issues`)
      if (met) arrive()
      return met
    },
    fault: faults.slowBody(100, 30),
  })
  const run = await label(pull, { inputs: sync, signal: { name: 'SIGTERM', when: arrived } })
  expect(ended(run)).toEqual([1, 'cancelled'])
  expect(run.writes).toEqual(['POST /issues/1/labels'])
  expect(run.annotations[0]?.message).toContain('written: add a, b to #1')
  expect(pull.labels()).toEqual(['old', 'older', 'mine', 'a', 'b'])
})
