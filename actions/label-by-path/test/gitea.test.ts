import type { GiteaPullRequest, GiteaRepository } from '@suite/testkit/gitea'
import { describe, expect, test } from 'vitest'
import { setScene } from './gitea-scene.ts'

const { gitea, openRepository, run } = setScene()

const rules = `
code:
  - changed-files:
      - any-glob-to-any-file: src/**
stale:
  - changed-files:
      - any-glob-to-any-file: none
`
const inputs = { 'sync-labels': 'true' }

/** Opens a pull request that has one label too many and lacks another one. */
async function openChange(): Promise<[GiteaRepository, GiteaPullRequest]> {
  const repository = await openRepository(rules, ['code', 'stale'])
  const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' }, labels: ['stale'] })
  return [repository, pull]
}

describe('on Gitea', () => {
  test.each(['opened', 'synchronized', 'label_updated', 'label_cleared', 'edited'] as const)(
    'labels are added and taken off when a pull request is %s',
    async (action) => {
      const [repository, pull] = await openChange()
      const ran = await run(await repository.trigger.pullRequestTarget(pull.number, action), { inputs })
      expect([ran.exitCode, ran.outputs.reason, pull.labels()]).toEqual([0, 'labels-changed', ['code']])
      expect(ran.outputs['removed-labels']).toBe('stale')
      expect(ran.stdout).toMatch(/, Node 20\..*, gitea http/)
    },
  )

  test('a schedule whose payload contains only the schedule labels the given pull requests, by the rules of the default branch', async () => {
    const [repository, pull] = await openChange()
    const on = await repository.trigger.schedule('0 4 * * *')
    expect(Object.keys(on.event.payload as object)).toEqual(['schedule'])
    const ran = await run(on, { inputs: { ...inputs, 'pr-number': String(pull.number) } })
    expect([ran.exitCode, ran.outputs.reason, pull.labels()]).toEqual([0, 'labels-changed', ['code']])
  })

  test('the summary, which Gitea does not show before 1.27, is also in the log', async () => {
    const [repository, pull] = await openChange()
    const ran = await run(await repository.trigger.pullRequest(pull.number, 'opened'), { inputs })
    expect(ran.summary).toContain('| Label | Decision |')
    expect(ran.stdout).toContain('| Label | Decision |')
    expect(ran.summary).toContain(`${gitea().url}/${repository.fullName}/pulls/${pull.number}`)
  })

  test('a missing label fails the run unless create-labels is set, and then it is created once', async () => {
    const repository = await openRepository(rules)
    const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' } })
    const on = await repository.trigger.pullRequestTarget(pull.number, 'opened')
    const red = await run(on)
    expect([red.exitCode, pull.labels()]).toEqual([1, []])
    expect(red.outputs.reason).toBe('write-not-confirmed')
    expect(red.annotations[0]?.message).toContain('the repository has no label code')
    expect(red.annotations[0]?.message).toContain('With create-labels it is made')
    const token = gitea().token({
      permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' },
    })
    const green = await run(on, { token, inputs: { 'create-labels': 'true' } })
    expect([green.exitCode, pull.labels()]).toEqual([0, ['code']])
    await run(on, { token, inputs: { 'create-labels': 'true' } })
    expect(repository.labels().map(({ name }) => name)).toEqual(['code'])
  })

  test('a second label of the same name is removed too', async () => {
    const repository = await openRepository(rules, ['code', 'stale', 'stale'])
    const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' }, labels: ['stale'] })
    expect(pull.labels()).toEqual(['stale', 'stale'])
    const ran = await run(await repository.trigger.pullRequestTarget(pull.number, 'opened'), { inputs })
    expect([ran.exitCode, pull.labels()]).toEqual([0, ['code']])
  })

  test('the rules are those of the target branch, whose workflow runs', async () => {
    const repository = await openRepository(rules, ['code', 'old'])
    const files = { '.github/labeler.yml': rules.replace('code:', 'old:') }
    await repository.commit({ branch: 'release/1.x', files })
    const pull = await repository.openPullRequest({ base: 'release/1.x', files: { 'src/a.ts': 'a' } })
    const ran = await run(await repository.trigger.pullRequestTarget(pull.number, 'opened'))
    expect([ran.exitCode, pull.labels()]).toEqual([0, ['old']])
  })

  test('a label that a person removed stays off, even after the action itself added it', async () => {
    const [repository, pull] = await openChange()
    pull.addLabels(['code'], 'gitea-actions')
    pull.removeLabel('code', 'ada')
    const ran = await run(await repository.trigger.pullRequestTarget(pull.number, 'synchronized'))
    expect([ran.exitCode, pull.labels()]).toEqual([0, ['stale']])
    expect(ran.stdout).toContain('a person took it off')
  })

  test('the token of a run for a fork can only read: the run fails, and the message says what is needed', async () => {
    const repository = await openRepository(rules, ['code'])
    const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' }, fork: 'eve/shop' })
    const token = gitea().token({
      permissions: { contents: 'read', 'pull-requests': 'write' },
      forFork: true,
    })
    const ran = await run(await repository.trigger.pullRequestTarget(pull.number, 'opened'), { token })
    expect([ran.exitCode, ran.outputs.reason, pull.labels()]).toEqual([1, 'permission-missing', []])
    expect(ran.annotations[0]?.message).toContain(
      'a labeler that must write on fork pull requests needs a token of its own',
    )
  })
})
