import { describe, expect, test } from 'vitest'
import { chooseLeft, type FoundRevision, settleLeft } from './comparison.ts'

const id = (digit: string) => digit.repeat(40)
const [zero, base, head, merge, before, other] = [...'0abcde'].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
]

const at = (commit: string, parents: readonly string[] = [base], isShallow = false) => ({
  commit,
  parents,
  isShallow,
})
const there = (commit: string, mergeBase?: string): FoundRevision => ({ commit, mergeBase })
const missing: FoundRevision = { commit: undefined, mergeBase: undefined }

const pullRequest = {
  name: 'pull_request',
  payload: { pull_request: { head: { sha: head }, base: { sha: base, ref: 'main' } } },
}
const push = (more: Record<string, unknown> = {}) => ({
  name: 'push',
  payload: { before, after: head, ref: 'refs/heads/topic', repository: { default_branch: 'main' }, ...more },
})
const mergeGroup = { name: 'merge_group', payload: { merge_group: { head_sha: head, base_sha: base } } }

/** What comes out if the clone answers so for the revisions that are asked for. */
function compare(
  event: Parameters<typeof chooseLeft>[0],
  checkout: ReturnType<typeof at>,
  found: readonly FoundRevision[],
  given?: string,
) {
  const left = chooseLeft(event, given, checkout)
  return 'reason' in left ? left : settleLeft(left, checkout, found)
}

describe('the change is what its author changed', () => {
  test('a merge that the forge made is compared with the base that it was made on', () => {
    expect(chooseLeft(pullRequest, undefined, at(merge, [base, head]))).toMatchObject({
      by: 'commit',
      revisions: [base],
    })
    // The base that the payload names may be older than the one of the merge.
    expect(compare(pullRequest, at(merge, [other, head]), [there(other)])).toMatchObject({
      left: other,
      right: merge,
    })
  })

  test('the head, as Gitea checks it out, is compared with where it left the base branch', () => {
    expect(chooseLeft(pullRequest, '', at(head))).toMatchObject({
      by: 'merge-base',
      revisions: ['refs/remotes/origin/main', base],
    })
    expect(compare(pullRequest, at(head), [there(base, before), there(base, other)])).toMatchObject({
      left: before,
      right: head,
    })
    expect(compare(pullRequest, at(head), [missing, there(base, other)])).toMatchObject({ left: other })
  })

  test('a head that is itself a merge is not taken for the merge of the forge', () => {
    expect(chooseLeft(pullRequest, undefined, at(head, [other, base]))).toMatchObject({ by: 'merge-base' })
  })

  test('a pull request that was merged since is compared with the base of then, not with itself', () => {
    expect(compare(pullRequest, at(head), [there(merge, head), there(base, before)])).toMatchObject({
      left: before,
    })
  })

  test('a push is compared with what the branch was before', () => {
    expect(compare(push(), at(head), [there(before)])).toMatchObject({ left: before, right: head })
  })

  test('a new branch is compared with where it left the default branch', () => {
    const event = push({ before: zero })
    expect(chooseLeft(event, undefined, at(head))).toMatchObject({
      by: 'merge-base',
      revisions: ['refs/remotes/origin/main'],
    })
    expect(compare(event, at(head), [there(merge, base)])).toMatchObject({ left: base })
    // A branch without a commit of its own changes nothing.
    expect(compare(event, at(head), [there(merge, head)])).toMatchObject({ left: head, right: head })
  })

  test('a merge group is compared with its base', () => {
    expect(compare(mergeGroup, at(head), [there(base)])).toMatchObject({ left: base, right: head })
  })

  test.each([
    'schedule',
    'workflow_dispatch',
    'workflow_run',
    'release',
    'pull_request',
    'push',
    'merge_group',
  ])('on %s, a `base` that is given is used, whatever is checked out', (name) => {
    const event = { name, payload: {} }
    expect(chooseLeft(event, 'refs/heads/main', at(other))).toMatchObject({
      by: 'merge-base',
      revisions: ['refs/remotes/origin/main', 'refs/heads/main'],
    })
    expect(chooseLeft(event, 'refs/tags/v1', at(other))).toMatchObject({ revisions: ['refs/tags/v1'] })
    expect(compare(event, at(other), [there(base, before)], base)).toMatchObject({
      left: before,
      right: other,
    })
  })
})

describe('what cannot be compared fails, and the message says what to set', () => {
  test.each([
    [
      'pull_request_target',
      { ...pullRequest, name: 'pull_request_target' },
      'event-unsupported',
      'pull_request',
    ],
    ['schedule', { name: 'schedule', payload: {} }, 'base-missing', 'base'],
    ['workflow_dispatch', { name: 'workflow_dispatch', payload: {} }, 'base-missing', 'base'],
    ['a pushed tag', push({ ref: 'refs/tags/v1' }), 'base-missing', 'base'],
    ['the first push of all', push({ before: zero, ref: 'refs/heads/main' }), 'base-missing', 'base'],
    ['a removed branch', push({ after: zero }), 'tree-mismatch', 'ref'],
    ['a push without ids', push({ before: 'HEAD~1' }), 'event-unsupported', 'base'],
    [
      'a pull request without ids',
      { name: 'pull_request', payload: { pull_request: [] } },
      'event-unsupported',
      'base',
    ],
    [
      'a merge group without ids',
      { name: 'merge_group', payload: { merge_group: null } },
      'event-unsupported',
      'base',
    ],
  ])('%s', (_, event, reason, fix) => {
    const problem = chooseLeft(event, undefined, at(head))
    expect(problem).toMatchObject({ reason, fix: expect.stringContaining(fix) })
    expect(problem).toHaveProperty('message', expect.stringMatching(/.{30}/))
  })

  test('pull_request_target also with a `base`', () => {
    expect(chooseLeft({ ...pullRequest, name: 'pull_request_target' }, base, at(head))).toMatchObject({
      reason: 'event-unsupported',
    })
  })

  test.each([
    ['the merge of an older head', pullRequest, at(merge, [base, other]), 'is a merge of'],
    ['the merge the other way around', pullRequest, at(merge, [head, base]), 'is a merge of'],
    ['a merge of more than two', pullRequest, at(merge, [base, head, other]), 'neither'],
    ['a commit on top of the head', pullRequest, at(other, [head]), 'neither'],
    ['the base branch', pullRequest, at(base, []), 'neither'],
    ['another commit than the pushed one', push(), at(other), 'not the head of the push'],
    [
      'another commit than the merge group',
      mergeGroup,
      at(merge, [base, head]),
      'not the head of the merge group',
    ],
  ])('a checkout of %s', (_, event, checkout, message) => {
    expect(chooseLeft(event, undefined, checkout)).toMatchObject({
      reason: 'tree-mismatch',
      message: expect.stringContaining(message),
      fix: expect.stringMatching(/`ref`.*`base`/s),
    })
  })

  test.each([
    [
      'the parent of a merge',
      compare(pullRequest, at(merge, [base, head], true), [missing]),
      'fetch-depth: 2',
    ],
    ['the base of a head', compare(pullRequest, at(head, [], true), []), 'fetch-depth: 0'],
    [
      'the base of a head, in a clone that is whole',
      compare(pullRequest, at(head), [missing, missing]),
      'fetch-depth: 0',
    ],
    ['what was pushed to', compare(push(), at(head, [], true), [missing]), 'fetch-depth: 0'],
    [
      'what was pushed to by force',
      compare(push({ forced: true }), at(head, [], true), [missing]),
      'fetch-depth: 0',
    ],
    ['where a new branch began', compare(push({ before: zero }), at(head, [], true), []), 'fetch-depth: 0'],
    ['the base of a merge group', compare(mergeGroup, at(head, [], true), [missing]), 'fetch-depth: 0'],
    ['a given base', compare(push(), at(head, [], true), [], 'refs/heads/main'), 'fetch-depth: 0'],
  ])('a clone without %s', (_, problem, fix) => {
    expect(problem).toMatchObject({ reason: 'history-missing', fix: expect.stringContaining(fix) })
  })

  test('what a forced push replaced, which no fetch-depth brings back', () => {
    expect(compare(push({ forced: true }), at(head), [missing])).toMatchObject({
      reason: 'history-missing',
      fix: expect.stringContaining("base: ${{ github.event.forced && 'refs/heads/main' || '' }}"),
    })
  })

  test('histories without a common ancestor', () => {
    expect(compare(pullRequest, at(head), [there(base), there(base)])).toMatchObject({
      reason: 'histories-unrelated',
    })
  })

  test('a `base` that already contains the checkout, with which the check would always be skipped', () => {
    expect(compare(push(), at(head), [there(merge, head), missing], 'refs/heads/main')).toMatchObject({
      reason: 'base-missing',
      message: expect.stringContaining('nothing would be compared'),
    })
    expect(chooseLeft(push(), zero, at(head))).toMatchObject({ reason: 'base-missing' })
  })
})
