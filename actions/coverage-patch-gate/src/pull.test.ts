import { expect, test } from 'vitest'
import { pullOf } from './pull.ts'

const payload = (head: unknown) => ({
  payload: { pull_request: { number: 7, head: { repo: head }, base: { repo: { full_name: 'acme/shop' } } } },
})

test.each([
  [{ full_name: 'Acme/Shop' }, 'octocat', undefined],
  [{ full_name: 'mallory/shop' }, 'mallory', 'the token of a pull request from a fork may only read'],
  [null, 'mallory', 'the token of a pull request from a fork may only read'],
  [{ full_name: 'acme/shop' }, 'dependabot[bot]', 'the token of a run by Dependabot may only read'],
])('a token that may only read is known by where the change comes from: %j, %s', (head, actor, because) => {
  expect(pullOf(payload(head), actor)).toEqual({ number: 7, readOnlyBecause: because })
})

test('an event without a pull request has none', () => {
  expect(pullOf({ payload: { ref: 'refs/heads/main' } }, 'octocat')).toBeUndefined()
})
