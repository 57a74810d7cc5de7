import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const rules = `
a:
  - changed-files:
      - any-glob-to-any-file: x
`

test('an outage of the forge does not fail the run, and the log mentions it once for all requests', async () => {
  const { open, label, repository } = await openRepository(rules, { labels: ['a'] })
  const pull = await open({ x: 'x' })
  github().host.inject({
    match: ({ method, path }) => method === 'GET' && path.startsWith(`/repos/${repository.fullName}/`),
    fault: faults.status(503),
    times: 25,
  })
  const run = await label(pull, { inputs: { timeout: '60s' } })
  expect([ended(run), pull.labels()]).toEqual([[0, 'labels-changed'], ['a']])
  const waits = run.stdout.split('\n').filter((line) => line.startsWith('Waiting: '))
  expect(waits).toEqual([
    expect.stringMatching(/^Waiting: GET http.*: answered 503\. It is sent again for up to \d+(\.\d)? s\.$/),
  ])
})

test('a label that may have been added is not added again without a read', async () => {
  const { open, label, repository } = await openRepository(rules, { labels: ['a'] })
  const pull = await open({ x: 'x' })
  github().host.inject({
    match: ({ method, path }) => method === 'POST' && path.startsWith(`/repos/${repository.fullName}/`),
    fault: faults.status(503),
  })
  const run = await label(pull, { inputs: { timeout: '60s' } })
  expect(run.exitCode).toBe(1)
  expect(run.writes).toHaveLength(1)
  expect(run.stdout).not.toContain('raise the input')
})
