import { describe, expect, it } from 'vitest'
import { requireTrustedSource } from './source.ts'

const repository = { full_name: 'acme/api' }
const run = (head: unknown) => ({
  name: 'workflow_run',
  payload: { repository, workflow_run: { head_repository: head } },
})
const pull = (head: unknown) => ({
  name: 'pull_request',
  payload: { repository, pull_request: { head: { repo: head } } },
})

describe('where the code comes from', () => {
  it.each([
    ['a run of this repository', run(repository), true],
    ['a run of this repository, without a token', run(repository), false],
    ['a pull request of this repository', pull(repository), true],
    ['a pull request of a fork, without a token', pull({ full_name: 'mallory/api' }), false],
    ['a push', { name: 'push', payload: {} }, true],
  ])('is not asked further for %s', (_, event, hasToken) => {
    expect(() => requireTrustedSource(event, hasToken)).not.toThrow()
  })

  it.each([
    ['a run of a fork', run({ full_name: 'mallory/api' }), true],
    ['a run of a fork, even without a token', run({ full_name: 'mallory/api' }), false],
    ['a run of a fork that is gone', run(null), true],
    ['a run that does not say', { name: 'workflow_run', payload: {} }, true],
    ['a pull request of a fork, with a token', pull({ full_name: 'mallory/api' }), true],
    ['a pull request of a fork that is gone', pull(null), true],
  ])('is refused for %s', (_, event, hasToken) => {
    expect(() => requireTrustedSource(event, hasToken)).toThrow('not of this repository')
  })
})
