import { faults } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { setScene } from './gitea-scene.ts'

const { gitea, openRepository, run } = setScene()

const ruleOf = (label: string) => `${label}:\n  - changed-files:\n      - any-glob-to-any-file: src/**\n`
const create = { 'create-labels': 'true' }

async function labelled(
  label: string,
  known: readonly string[],
  inputs: Readonly<Record<string, string>> = {},
) {
  const repository = await openRepository(ruleOf(label), known)
  const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' } })
  const token = gitea().token({
    permissions: { contents: 'read', 'pull-requests': 'write', issues: 'write' },
  })
  const on = await repository.trigger.pullRequestTarget(pull.number, 'opened')
  const ran = await run(on, { token, inputs })
  return { ran, pull, names: repository.labels().map(({ name }) => name) }
}

const hideOrganization = () =>
  gitea().host.inject({
    match: { route: '/api/v1/orgs/:org/labels' },
    fault: faults.status(404, { body: { message: 'no' } }),
  })

test.each([{}, create])(
  'if the repository has two labels with the same name, neither is added: the run fails and says why (%o)',
  async (inputs) => {
    const { ran, pull } = await labelled('code', ['code', 'code'], inputs)
    expect([ran.exitCode, ran.outputs.reason, pull.labels()]).toEqual([1, 'label-ambiguous', []])
    expect(ran.annotations[0]?.message).toContain('the repository has 2 labels called code and code')
  },
)

test("the repository's label is added, not its organization's label of the same name", async () => {
  gitea().addOrganizationLabel('acme', { name: 'both' })
  const { ran, pull } = await labelled('both', ['both'])
  expect([ran.exitCode, pull.labels()]).toEqual([0, ['both']])
})

test("create-labels creates no copy of a label of an organization that hides its labels from the job's token", async () => {
  gitea().addOrganizationLabel('acme', { name: 'hidden' })
  hideOrganization()
  const { ran, pull, names } = await labelled('hidden', [], create)
  expect([ran.exitCode, pull.labels(), names]).toEqual([0, ['hidden'], []])
})

test('create-labels creates, once, what such an organization does not have', async () => {
  hideOrganization()
  const { ran, pull, names } = await labelled('missing', [], create)
  expect([ran.exitCode, pull.labels(), names]).toEqual([0, ['missing'], ['missing']])
})

test.each(['empty', 'cut'])('a timeline that is %s fails the run before anything is written', async (how) => {
  const repository = await openRepository(`${ruleOf('code')}${ruleOf('by-hand')}`, [
    'code',
    'by-hand',
    'mine',
  ])
  const pull = await repository.openPullRequest({ files: { 'src/a.ts': 'a' }, labels: ['mine'] })
  pull.addLabels(['by-hand'], 'ada')
  pull.removeLabel('by-hand', 'ada')
  gitea().host.inject({
    match: { route: '/api/v1/repos/:owner/:repo/issues/:number/timeline' },
    fault: faults.alter((answer) => ({
      ...answer,
      body: Array.isArray(answer.body) ? answer.body.slice(0, how === 'empty' ? 0 : 2) : answer.body,
    })),
  })
  const ran = await run(await repository.trigger.pullRequestTarget(pull.number, 'opened'))
  expect([ran.exitCode, ran.outputs.reason, pull.labels()]).toEqual([1, 'history-incomplete', ['mine']])
})
