import type { Trigger } from '@suite/testkit/core'
import { files, type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSubject } from './index.ts'

let host: GitHub
let repository: Repository
let pull: PullRequest
let base: string
let head: string

beforeAll(async () => {
  host = await startGitHub()
  repository = await host.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: { a: 'a' } })
  await repository.commit({ branch: 'release/1.x', files: { b: 'b' } })
  pull = await repository.openPullRequest({ base: 'release/1.x', files: files(3) })
  ;[base, head] = await Promise.all([pull.baseSha(), pull.headSha()])
})
afterAll(() => host.close())

const trigger = () => repository.trigger
const read = async (starting: Promise<Trigger>, numbers?: readonly number[]) =>
  readSubject((await starting).event, numbers)

describe('a run reads its subject, and rules that its author cannot write', () => {
  test('pull_request: the base branch', async () => {
    expect(await read(trigger().pullRequest(pull.number, { action: 'opened' }))).toEqual({
      kind: 'pull-requests',
      numbers: [pull.number],
      expectation: {
        base,
        baseRef: expect.any(String),
        head,
        changedFiles: 3,
        repositoryKilobytes: expect.any(Number),
      },
      trustedRef: 'refs/heads/release/1.x',
    })
  })

  test('pull_request_target: the default branch', async () => {
    expect(await read(trigger().pullRequestTarget(pull.number, { action: 'synchronize' }))).toMatchObject({
      numbers: [pull.number],
      expectation: { base, baseRef: expect.any(String), head, changedFiles: 3 },
      trustedRef: 'refs/heads/main',
    })
  })

  test('pull_request_review, which does not count the files', async () => {
    const id = await pull.review({ user: 'carol', state: 'APPROVED' })
    const { event } = await trigger().pullRequestReview(pull.number, id)
    const payload = structuredClone(event.payload) as { pull_request: Record<string, unknown> }
    delete payload.pull_request.changed_files
    const subject = readSubject({ name: event.name, payload })
    expect(subject).toMatchObject({ numbers: [pull.number], trustedRef: 'refs/heads/release/1.x' })
    expect(subject).not.toHaveProperty('expectation.changedFiles')
  })

  test('merge_group: the branch that the queue merges to', async () => {
    const starting = await trigger().mergeGroup([pull.number])
    expect(readSubject(starting.event)).toEqual({
      kind: 'merge-group',
      base,
      head: starting.sha,
      numbers: [pull.number],
      trustedRef: 'refs/heads/release/1.x',
    })
  })

  test('merge_group of a branch that names no pull request', async () => {
    const { event } = await trigger().mergeGroup([pull.number])
    const payload = structuredClone(event.payload) as { merge_group: Record<string, unknown> }
    payload.merge_group.head_ref = 'refs/heads/gh-readonly-queue/main/something'
    expect(readSubject({ name: 'merge_group', payload })).toMatchObject({ kind: 'merge-group', numbers: [] })
  })

  test('push: the branch as it was before', async () => {
    const before = await repository.resolve('main')
    const after = await repository.commit({ branch: 'main', files: { pushed: '1' } })
    const ref = 'refs/heads/main'
    expect(await read(trigger().push({ branch: 'main', before }))).toEqual({
      kind: 'push',
      before,
      after,
      ref,
      trustedRef: before,
    })
  })

  test('push, forced, to another branch: its own base, but the rules of the default branch', async () => {
    const before = await repository.commit({ branch: 'forced', files: { x: '1' } })
    const after = await repository.commit({ branch: 'forced', parent: 'main', files: { x: '2' } })
    expect(await read(trigger().push({ branch: 'forced', before }))).toMatchObject({
      kind: 'push',
      before,
      after,
      trustedRef: 'refs/heads/main',
    })
  })

  test('push of a new branch: the default branch', async () => {
    const after = await repository.commit({ branch: 'new', files: { n: '1' } })
    expect(await read(trigger().push({ branch: 'new', before: null }))).toEqual({
      kind: 'push',
      before: undefined,
      after,
      ref: 'refs/heads/new',
      trustedRef: 'refs/heads/main',
    })
  })

  test('push that deletes a branch', async () => {
    expect(await read(trigger().push({ branch: 'gone', before: head, after: null }))).toEqual({
      kind: 'branch-deleted',
      ref: 'refs/heads/gone',
      trustedRef: 'refs/heads/main',
    })
  })

  test('push of a tag', async () => {
    const { event } = await trigger().push({ branch: 'main', before: null })
    const payload = { ...(event.payload as object), ref: 'refs/tags/v1' }
    expect(readSubject({ name: 'push', payload })).toMatchObject({
      kind: 'push',
      ref: 'refs/tags/v1',
      trustedRef: 'refs/heads/main',
    })
  })

  test.each<[string, () => Promise<Trigger>]>([
    ['workflow_dispatch', () => trigger().workflowDispatch({})],
    ['schedule', () => trigger().schedule('0 4 * * *')],
    ['issue_comment', () => trigger().issueComment(pull.number, pull.comment('alice', 'hi'))],
    [
      'pull_request, whose own number is replaced',
      () => trigger().pullRequest(pull.number, { action: 'opened' }),
    ],
  ])('%s with numbers: those pull requests, and the default branch', async (_, start) => {
    expect(await read(start(), [7, 9])).toEqual({
      kind: 'pull-requests',
      numbers: [7, 9],
      expectation: {},
      trustedRef: 'refs/heads/main',
    })
  })

  test('a pull request of Gitea, which gives the size of the repository and another name for the action', () => {
    const payload = {
      action: 'synchronized',
      repository: { default_branch: 'trunk', size: 24 },
      pull_request: { number: 5, merge_base: base, base: { ref: 'main', sha: base }, head: { sha: head } },
    }
    expect(readSubject({ name: 'pull_request', payload })).toEqual({
      kind: 'pull-requests',
      numbers: [5],
      expectation: { base, baseRef: expect.any(String), head, repositoryKilobytes: 24 },
      trustedRef: 'refs/heads/main',
    })
  })

  test.each([
    ['github', 'pull_request_target', 'refs/heads/trunk'],
    ['gitea', 'pull_request_target', 'refs/heads/main'],
    ['github', 'pull_request', 'refs/heads/main'],
    ['gitea', 'pull_request', 'refs/heads/main'],
  ] as const)('on %s the workflow of %s, and so the rules, are those of %s', (forge, name, trustedRef) => {
    const payload = {
      repository: { default_branch: 'trunk' },
      pull_request: { number: 5, base: { ref: 'main', sha: base }, head: { sha: head } },
    }
    expect(readSubject({ name, payload }, [], forge)).toMatchObject({ trustedRef })
  })

  test('commits with ids of SHA-256', () => {
    const ids = { before: 'a'.repeat(64), after: 'b'.repeat(64) }
    const payload = { repository: { default_branch: 'main' }, ref: 'refs/heads/main', ...ids }
    expect(readSubject({ name: 'push', payload })).toMatchObject({ kind: 'push', ...ids })
  })
})

describe('an event without a subject is a UsageError, never a pass:', () => {
  test.each<[string, () => Promise<Trigger>]>([
    ['workflow_dispatch', () => trigger().workflowDispatch({})],
    ['schedule', () => trigger().schedule('0 4 * * *')],
    ['issue_comment', () => trigger().issueComment(pull.number, pull.comment('alice', 'hi'))],
  ])('%s without numbers', async (name, start) => {
    await expect(read(start())).rejects.toMatchObject({
      name: 'UsageError',
      reason: 'event-unsupported',
      message: `the event "${name}" names no pull request`,
    })
  })

  const repository = { default_branch: 'main' }
  const id = 'a'.repeat(40)
  const ends = { base: { ref: 'main', sha: id }, head: { sha: id } }
  const group = { base_sha: id, head_sha: id, base_ref: 'refs/heads/main', head_ref: 'refs/heads/q' }

  test.each<[string, string, unknown, string]>([
    ['nothing', 'pull_request', undefined, 'payload: '],
    ['a list', 'push', [], 'payload: '],
    ['no pull request', 'pull_request', { repository }, 'pull_request: '],
    ['no repository', 'pull_request_target', { pull_request: { number: 1, ...ends } }, 'repository: '],
    [
      'a number of zero',
      'pull_request',
      { repository, pull_request: { number: 0, ...ends } },
      'pull_request.number: ',
    ],
    [
      'a number in words',
      'pull_request',
      { repository, pull_request: { number: '1', ...ends } },
      'pull_request.number: ',
    ],
    [
      'a count in words',
      'pull_request',
      { repository, pull_request: { number: 1, changed_files: '3', ...ends } },
      'pull_request.changed_files: ',
    ],
    [
      'a base without a name',
      'pull_request',
      { repository, pull_request: { number: 1, ...ends, base: { ref: '', sha: id } } },
      'pull_request.base.ref: ',
    ],
    [
      'a head that is not a commit id',
      'pull_request_review',
      { repository, pull_request: { number: 1, ...ends, head: { sha: 'HEAD' } } },
      'pull_request.head.sha: ',
    ],
    [
      'no default branch',
      'pull_request_target',
      { repository: {}, pull_request: { number: 1, ...ends } },
      'default_branch: ',
    ],
    [
      'a group without a base',
      'merge_group',
      { merge_group: { ...group, base_sha: undefined } },
      'merge_group.base_sha: ',
    ],
    [
      'a group on a short name, which a tag could have',
      'merge_group',
      { merge_group: { ...group, base_ref: 'main' } },
      'merge_group.base_ref: ',
    ],
    [
      'a push of a truncated id',
      'push',
      { repository, ref: 'refs/heads/x', before: 'abc', after: id },
      'before: ',
    ],
    ['a push to a short name', 'push', { repository, ref: 'main', before: id, after: id }, 'ref: '],
  ])('%s', (_, name, payload, where) => {
    const reading = () => readSubject({ name, payload })
    expect(reading).toThrow(`the payload of ${name} is not as the forge sends it: `)
    expect(reading).toThrow(where)
    expect(reading).toThrow(expect.objectContaining({ name: 'UsageError', reason: 'event-unsupported' }))
  })

  test('numbers without a repository that has the rules', () => {
    expect(() => readSubject({ name: 'workflow_dispatch', payload: {} }, [1])).toThrow('repository: ')
  })
})
