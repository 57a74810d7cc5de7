import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { green, proof, red, routes, setScene } from './scene.ts'

const { shop, github } = setScene()
const missing = { ...red, reason: 'proofs-missing' }
const present = { ...green, reason: 'proofs-present' }

describe('row 2: a missing label', () => {
  it('removes no duty, because the paths are still changed', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes, { labels: ['change:routes'] })
    pull.removeLabel('change:routes', 'mallory')
    expect(await judge(pull)).toMatchObject(missing)
  })

  it('in another case causes the duty all the same', async () => {
    const { open, judge } = await shop()
    const pull = await open({ 'notes.txt': 'x' }, { labels: ['CHANGE:Headers'] })
    expect(await judge(pull)).toMatchObject(missing)
  })
})

it('row 3: a label that the job itself adds, which starts no run, is not needed', async () => {
  const { open, run, repository } = await shop()
  const pull = await open({ 'notes.txt': 'x' })
  const opened = await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
  pull.addLabels(['change:cors'], 'github-actions[bot]')
  expect(await run(opened)).toMatchObject(missing)
})

describe('row 5: a flood of files', () => {
  const icons = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, index) => [`aaa/${String(index).padStart(4, '0')}.svg`, `${index}`]),
  )

  it('hides no file that sorts after it', async () => {
    const { open, judge } = await shop()
    const pull = await open({ ...icons, ...routes })
    const ran = await judge(pull)
    expect(ran).toMatchObject({ ...missing, outputs: { 'scope-size': '3001' } })
    await pull.push(proof)
    expect(await judge(pull)).toMatchObject({ ...present, outputs: { 'scope-size': '3002' } })
  })

  it('that exceeds the limits of the rule file removes no duty', async () => {
    const { open, judge } = await shop({
      '.github/labeler.yml': `max-files-changed: 1\nchanged-files-labels-limit: 0\nchange:routes:\n  - changed-files:\n      - any-glob-to-any-file: api/**\n`,
    })
    expect(await judge(await open({ ...routes, 'a.txt': 'a', 'b.txt': 'b' }))).toMatchObject(missing)
  })
})

it('row 6: moving a guarded file away counts as a change of it', async () => {
  const { open, judge } = await shop()
  const pull = await open({ 'elsewhere/wrangler.toml': { renameOf: 'api/wrangler.toml' } })
  const ran = await judge(pull)
  expect(ran).toMatchObject(missing)
  expect(ran.json('required-by')).toMatchObject([{ files: [{ path: 'api/wrangler.toml' }] }])
})

describe('row 8: an unsupported event', () => {
  it.each([
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment_status',
    'issue_comment',
    'issues',
    'label',
    'pull_request_review_comment',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'workflow_call',
    'workflow_run',
    '',
  ])('fails the run: %s', async (name) => {
    const { open, run, repository } = await shop()
    const pull = await open({ ...routes, ...proof })
    const on = await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
    const ran = await run({ ...on, event: { ...on.event, name } }, { inputs: { 'pr-number': '1' } })
    expect(ran).toMatchObject({ ...red, reason: 'event-unsupported', log: [] })
  })

  it.each([
    ['no payload', {}],
    ['no repository', { pull_request: { number: 1 } }],
    ['an invalid number', { repository: { default_branch: 'main' }, pull_request: { number: '1' } }],
  ])('fails the run: a payload with %s', async (_, payload) => {
    const { run, repository } = await shop()
    const on = await repository.trigger.schedule('0 0 * * *')
    for (const name of ['pull_request_target', 'pull_request', 'merge_group', 'push'])
      expect(await run({ ...on, event: { name, payload } })).toMatchObject({
        ...red,
        reason: 'event-unsupported',
      })
  })
})

describe('row 10: a merge queue', () => {
  it('is judged by every pull request in the group, not only the last one', async () => {
    const { open, run, repository } = await shop()
    const first = await open(routes)
    const last = await open({ 'notes.txt': 'x' })
    const ran = await run(await repository.trigger.mergeGroup([first.number, last.number]))
    expect(ran).toMatchObject(missing)
    expect(ran.messages).toMatch(/^#1 lacks proofs for change:routes; the merge group since \w+ lacks/)
  })

  it('is judged by its tree if no pull request can be found, as with squashed commits', async () => {
    const { open, run, repository } = await shop()
    const first = await open(routes)
    const last = await open({ 'notes.txt': 'x' })
    const on = await repository.trigger.mergeGroup([first.number, last.number], { method: 'squash' })
    const ran = await run(on)
    expect(ran).toMatchObject(missing)
    expect(ran.messages).not.toContain('#1')
    await first.push(proof)
    const again = await repository.trigger.mergeGroup([first.number, last.number], { method: 'squash' })
    expect(await run(again)).toMatchObject(present)
  })

  it('does not accept the proof of the previous entry', async () => {
    const { open, run, repository } = await shop()
    const first = await open({ ...routes, ...proof })
    const last = await open({ 'api/src/index.ts': 'export default 1\n' })
    const before = await repository.trigger.mergeGroup([first.number], { method: 'squash' })
    const on = await repository.trigger.mergeGroup([first.number, last.number], { method: 'squash' })
    const { merge_group: group, ...rest } = on.event.payload as { merge_group: object }
    const payload = { ...rest, merge_group: { ...group, base_sha: before.sha } }
    expect(await run({ ...on, event: { name: 'merge_group', payload } })).toMatchObject(missing)
  })

  it('of pull requests with their proofs passes', async () => {
    const { open, run, repository } = await shop()
    const first = await open({ ...routes, ...proof })
    const last = await open({
      'api/src/index.ts': 'export default 1\n',
      'ops/proofs/cors.txt': 'HTTP/2 204\n',
    })
    expect(await run(await repository.trigger.mergeGroup([first.number, last.number]))).toMatchObject(present)
  })

  it('keeps a duty from the label of one pull request', async () => {
    const { open, run, repository } = await shop()
    const pull = await open({ 'notes.txt': 'x' }, { labels: ['change:headers'] })
    expect(await run(await repository.trigger.mergeGroup([pull.number]))).toMatchObject(missing)
  })
})

describe('row 11: a base that is changed after the gate passed', () => {
  it('is judged against the current base', async () => {
    const { open, run, repository } = await shop()
    const staging = await repository.commit({ branch: 'staging', files: routes })
    await repository.commit({ branch: 'release', parent: staging, files: { 'notes.txt': 'x' } })
    const pull = await open({}, { head: 'release', base: 'staging' })
    const opened = await repository.trigger.pullRequest(pull.number, { action: 'opened' })
    expect(await run(opened)).toMatchObject({ ...green, reason: 'no-duty' })
    pull.edit({ base: 'main' })
    const edited = await repository.trigger.pullRequest(pull.number, {
      action: 'edited',
      changes: { base: { ref: { from: 'staging' } } },
    })
    expect(await run(edited)).toMatchObject(missing)
  })

  it('does not pass by a re-run of the old run, under the weaker rules of the old base', async () => {
    const { open, run, repository } = await shop()
    await repository.commit({ branch: 'lax', files: { '.github/labeler.yml': 'docs: []\n' } })
    const pull = await open(routes, { base: 'lax' })
    const opened = await repository.trigger.pullRequest(pull.number, { action: 'opened' })
    pull.edit({ base: 'main' })
    expect(await run(opened)).toMatchObject(red)
  })
})

describe('row 12: a push between reading and verdict', () => {
  it.each(['/repos/:owner/:repo/pulls/:number', '/repos/:owner/:repo/pulls/:number/files'])(
    'is not judged as the head that the run is about: after %s',
    async (route) => {
      const { open, judge } = await shop()
      const pull = await open(routes)
      const happens = async () => void (await pull.push({ ...proof, 'x.txt': 'x' }))
      github().host.inject({ match: { route }, fault: faults.meanwhile(happens), times: 1 })
      expect(await judge(pull)).toMatchObject(red)
      expect(await judge(pull)).toMatchObject(present)
    },
  )

  it('gives a re-run of an old run no proof of a newer head', async () => {
    const { open, run, repository } = await shop()
    const pull = await open(routes)
    const old = await repository.trigger.pullRequestTarget(pull.number, { action: 'opened' })
    await pull.push(proof)
    expect(await run(old)).toMatchObject({ ...red, reason: 'head-moved' })
  })

  it('that never ends fails the run', async () => {
    const { open, judge } = await shop()
    const pull = await open(routes)
    let count = 0
    const happens = async () => void (await pull.push({ 'x.txt': `${count++}` }))
    github().host.inject({
      match: { route: '/repos/:owner/:repo/pulls/:number' },
      fault: faults.meanwhile(happens),
    })
    expect(await judge(pull)).toMatchObject(red)
  })
})
