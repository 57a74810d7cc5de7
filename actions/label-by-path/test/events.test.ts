import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()

const rules = 'any:\n  - head-branch: .\n'
const numbered = { 'pr-number': '2\n1' }

async function openTwo() {
  const opened = await openRepository(rules, { labels: ['any'] })
  const pulls = [await opened.open({ a: 'a' }), await opened.open({ b: 'b' })] as const
  const { trigger } = opened.repository
  const events = {
    schedule: () => trigger.schedule('0 5 * * *'),
    workflow_dispatch: () => trigger.workflowDispatch({}),
    push: async () => trigger.push({ branch: 'main', before: await opened.repository.resolve('main') }),
    issue_comment: async () => trigger.issueComment(1, pulls[0].comment('ada', '/label')),
  }
  return { ...opened, pulls, events, triggers: trigger }
}

describe.for(['schedule', 'workflow_dispatch', 'push', 'issue_comment'] as const)('on %s', (name) => {
  test('pr-number says which pull requests are labelled', async () => {
    const { run, events, pulls } = await openTwo()
    const labelled = await run(await events[name](), { inputs: numbered })
    expect([ended(labelled), pulls.map((pull) => pull.labels())]).toEqual([
      [0, 'labels-changed'],
      [['any'], ['any']],
    ])
    expect(labelled.outputs['scope-size']).toBe('2')
  })

  test('without pr-number it fails, and the message says what to set', async () => {
    const { run, events } = await openTwo()
    const red = await run(await events[name]())
    expect([ended(red), red.writes]).toEqual([[1, 'event-unsupported'], []])
    expect(red.annotations[0]?.message).toMatch(/pr-number/)
  })
})

test('on workflow_run pr-number works too', async () => {
  const { run, events, pulls } = await openTwo()
  const on = await events.schedule()
  await run({ ...on, event: { ...on.event, name: 'workflow_run' } }, { inputs: numbered })
  expect(pulls.map((pull) => pull.labels())).toEqual([['any'], ['any']])
})

test.for(['merge_group', 'issues', 'release'])('on %s, which it does not support, it fails', async (name) => {
  const { run, triggers } = await openTwo()
  const on = await triggers.mergeGroup([1])
  const red = await run({ ...on, event: { ...on.event, name } }, { inputs: numbered })
  expect([ended(red), red.log]).toEqual([[1, 'event-unsupported'], []])
  expect(red.annotations[0]?.message).toContain('pull_request_target')
})

test('an invalid number and other wrong inputs are reported together, before any request', async () => {
  const { run, events } = await openTwo()
  const red = await run(await events.schedule(), {
    inputs: { 'pr-number': '1,zwei', dot: 'perhaps', timeout: 'soon' },
  })
  expect([ended(red), red.log]).toEqual([[1, 'input-invalid'], []])
  for (const name of ['pr-number', 'dot', 'timeout']) expect(red.messages).toContain(name)
})

test('if one of several pull requests does not exist, the run fails and nothing is written to the others', async () => {
  const { run, events, pulls } = await openTwo()
  const red = await run(await events.schedule(), { inputs: { 'pr-number': '1,99' } })
  expect([red.exitCode, red.writes, pulls[0].labels()]).toEqual([1, [], []])
  expect(red.annotations[0]?.message).toContain('#99')
})

test('a pull request whose head moves during the read is read again at its new head', async () => {
  const { open, label } = await openRepository(
    'a:\n  - changed-files:\n      - any-glob-to-any-file: a\nb:\n  - changed-files:\n      - any-glob-to-any-file: b\n',
    { labels: ['a', 'b'] },
  )
  const pull = await open({ a: 'a' })
  const stale = await label(pull)
  await pull.push({ b: 'b' })
  // The payload has the older head.
  expect([ended(stale), ended(await label(pull)), pull.labels()]).toEqual([
    [0, 'labels-changed'],
    [0, 'labels-changed'],
    ['a', 'b'],
  ])
})
