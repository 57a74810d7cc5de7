import { expect, test } from 'vitest'
import { readJudgedSubject } from './index.ts'

const sha = (digit: string) => digit.repeat(40)
const repository = { default_branch: 'main' }
const pull_request = { number: 7, base: { ref: 'main', sha: sha('1') }, head: { sha: sha('2') } }
const group = (head_ref: string) => ({
  repository,
  merge_group: { base_sha: sha('1'), head_sha: sha('2'), base_ref: 'refs/heads/main', head_ref },
})
const queued = group(`refs/heads/gh-readonly-queue/main/pr-7-${sha('1')}`)
const push = { repository, before: sha('1'), after: sha('2'), ref: 'refs/heads/main' }

const read = (name: string, payload: unknown, numbers: readonly number[]) =>
  readJudgedSubject({ name, payload }, numbers, 'github')

const events: [string, unknown][] = [
  ['pull_request', { repository, pull_request }],
  ['pull_request_target', { repository, pull_request }],
  ['pull_request_review', { repository, pull_request }],
  ['merge_group', queued],
]

test.each(events)('on %s pr-number cannot show the verdict on another pull request', (name, payload) => {
  for (const numbers of [[8], [7, 8]])
    expect(() => read(name, payload, numbers)).toThrow(
      expect.objectContaining({ name: 'UsageError', reason: 'input-invalid' }),
    )
})

test.each(events)('on %s pr-number may repeat the subject of the event', (name, payload) => {
  expect(read(name, payload, [7, 7])).toEqual(read(name, payload, []))
})

test.each<[string, unknown]>([
  ['push', push],
  ['merge_group', group('refs/heads/gh-readonly-queue/main/something')],
])('on %s without a number of its own every pr-number is refused', (name, payload) => {
  expect(() => read(name, payload, [7])).toThrow(/is about no pull request/)
})

test.each(['workflow_dispatch', 'schedule'])('on %s, which has no subject, pr-number decides', (name) => {
  expect(read(name, { repository }, [8, 9])).toMatchObject({ kind: 'pull-requests', numbers: [8, 9] })
})
