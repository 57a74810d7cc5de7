import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ended, setScene } from './scene.ts'

const { openRepository } = setScene()
const git = promisify(execFile)

const rules = (label: string) => `${label}:\n  - head-branch: .\n`
const labels = ['default', 'base', 'evil']

/** Opens a pull request into `release` that brings its own rule file; each branch has a different one. */
async function openHostilePull() {
  const opened = await openRepository(rules('default'), { labels })
  await opened.repository.commit({ branch: 'release', files: { '.github/labeler.yml': rules('base') } })
  await opened.repository.commit({
    branch: 'evil',
    parent: 'release',
    files: { '.github/labeler.yml': rules('evil') },
  })
  const pull = await opened.repository.openPullRequest({ base: 'release', head: 'evil' })
  return { ...opened, pull }
}

describe('the author of a pull request does not choose the rules', () => {
  test.for([
    ['pull_request_target', 'default'],
    ['pull_request', 'base'],
    ['pull_request_review', 'base'],
    ['workflow_dispatch', 'default'],
  ] as const)('on %s they come from the %s branch', async ([event, expected]) => {
    const { pull, run, repository } = await openHostilePull()
    const { trigger } = repository
    const on = {
      pull_request_target: () => trigger.pullRequestTarget(1, { action: 'opened' }),
      pull_request: () => trigger.pullRequest(1, { action: 'opened' }),
      pull_request_review: async () =>
        trigger.pullRequestReview(1, await pull.review({ user: 'mallory', state: 'COMMENTED' })),
      // Dispatched on the branch of the author, who may have the permission to do so.
      workflow_dispatch: () => trigger.workflowDispatch({}, 'evil'),
    }
    const inputs = event === 'workflow_dispatch' ? { 'pr-number': '1' } : {}
    const labelled = await run(await on[event](), { inputs })
    expect([ended(labelled), pull.labels()]).toEqual([[0, 'labels-changed'], [expected]])
  })

  test('a file in the workspace is never read', async () => {
    const { pull, label } = await openHostilePull()
    const workspace = await mkdtemp(join(tmpdir(), 'workspace-'))
    try {
      await mkdir(join(workspace, '.github'))
      await writeFile(join(workspace, '.github/labeler.yml'), rules('evil'))
      expect(ended(await label(pull, { workspace }))).toEqual([0, 'labels-changed'])
    } finally {
      await rm(workspace, { recursive: true })
    }
    expect(pull.labels()).toEqual(['default'])
  })

  test('nor is one read if the trusted branch has no rule file', async () => {
    const { open, label } = await openRepository(undefined, { labels })
    const pull = await open({ '.github/labeler.yml': rules('evil') })
    const run = await label(pull)
    expect([ended(run), run.writes]).toEqual([[1, 'config-missing'], []])
  })

  test('a tag with the name of the branch does not replace it', async () => {
    const { pull, label, repository } = await openHostilePull()
    const evil = await repository.resolve('evil')
    for (const tag of ['main', 'heads/main'])
      await git('git', ['-C', repository.folder, 'update-ref', `refs/tags/${tag}`, evil])
    await label(pull)
    expect(pull.labels()).toEqual(['default'])
  })
})

test("a fork's pull request on the event pull_request fails, and the message says which event to use", async () => {
  const { repository, label } = await openRepository(rules('default'), { labels })
  const pull = await repository.openPullRequest({ fork: 'mallory/shop', files: { a: 'a' } })
  const run = await label(pull, {
    on: await repository.trigger.pullRequest(pull.number, { action: 'opened' }),
    permissions: { contents: 'read', 'pull-requests': 'read' },
  })
  expect([ended(run), pull.labels()]).toEqual([[1, 'permission-missing'], []])
  expect(run.annotations[0]?.message).toMatch(/from a fork.*pull_request_target/)
})

test("a fork's pull request is labelled on pull_request_target", async () => {
  const { repository, label } = await openRepository(rules('default'), { labels })
  const pull = await repository.openPullRequest({ fork: 'mallory/shop', files: { a: 'a' } })
  expect([ended(await label(pull)), pull.labels()]).toEqual([[0, 'labels-changed'], ['default']])
})
