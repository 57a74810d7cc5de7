import { createServer } from 'node:net'
import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository, github } = setScene()

const rules = `
new:
  - changed-files:
      - any-glob-to-any-file: x
newer:
  - changed-files:
      - any-glob-to-any-file: x
old:
  - changed-files:
      - any-glob-to-any-file: none
older:
  - changed-files:
      - any-glob-to-any-file: none
`
const inputs = { 'sync-labels': 'true', 'create-labels': 'true' }
const permissions = { contents: 'read', 'pull-requests': 'write', issues: 'write' } as const

test.for([1, 2, 3, 4])(
  'killed after its write number %i, the next run ends with the same labels',
  async (nth) => {
    const { open, label, repository } = await openRepository(rules, { labels: ['newer', 'old', 'older'] })
    const pull = await open({ x: 'x' }, { labels: ['mine', 'old', 'older'] })
    let kill = () => {}
    const killed = new Promise<void>((resolve) => {
      kill = resolve
    })
    let seen = 0
    github().host.inject({
      match: ({ method, path }) => {
        if (method === 'GET' || !path.startsWith(`/repos/${repository.fullName}/`)) return false
        seen += 1
        return seen === nth
      },
      // The write has taken effect, but its answer never arrives.
      fault: faults.meanwhile(() => {
        kill()
        return new Promise(() => {})
      }),
    })
    const first = await label(pull, { inputs, permissions, signal: { name: 'SIGKILL', when: killed } })
    expect([first.signal, first.writes.length >= nth]).toEqual(['SIGKILL', true])
    expect(pull.labels().some((name) => ['old', 'older', 'new', 'newer'].includes(name))).toBe(true)

    const second = await label(pull, { inputs, permissions })
    expect([second.exitCode, pull.labels().sort()]).toEqual([0, ['mine', 'new', 'newer']])
    expect(ended(await label(pull, { inputs, permissions }))).toEqual([0, 'labels-current'])
  },
)

test('a forge that refuses the connection fails the run, and the message says that it cannot be reached', async () => {
  const { open, label, repository } = await openRepository(rules)
  const pull = await open({ x: 'x' })
  const closed = await closedPort()
  const run = await label(pull, {
    inputs: { timeout: '1' },
    on: await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' }),
    apiUrl: `http://127.0.0.1:${closed}`,
  })
  expect([ended(run), pull.labels()]).toEqual([[1, 'outside-failed'], []])
  expect(run.annotations[0]?.message).toContain('ECONNREFUSED')
})

/** Returns a port that no program listens on. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
