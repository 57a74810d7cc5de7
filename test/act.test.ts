import { node20 } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { begin, projectIn, proof, routes, worker } from './act/pull-files.ts'
import { runTemplate as runFrom, type TemplateRun, type Way } from './act/run-template.ts'
import type { WorkflowResult } from './act/run-workflow.ts'
import type { Forge } from './act/runs.ts'
import { expectRunsShown, showRun } from './act/show-run.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''

type Files = Readonly<Record<string, string>>

/** A pull request, and what starts a run for it. */
interface Opened {
  labels(): readonly string[]
  run(template: string, way?: Way): Promise<WorkflowResult>
}
/** Opens a pull request in a forge with one repository, whose default branch has the base files. */
type Open = (base: Files, changed: Files) => Promise<Opened>

const { folder, published } = stageSuite(['proofs-gate', 'labeler', 'ci'])
const runTemplate = (template: string, on: TemplateRun, way?: Way) =>
  runFrom(template, on, { suite: published(), folder: folder() }, way)

describe.skipIf(skipped !== '')(`under act, with GitHub's environment and Node 24${skipped}`, () => {
  let github: Awaited<ReturnType<typeof startGitHub>>
  let shops = 0
  beforeAll(async () => {
    github = await startGitHub()
  })
  afterAll(() => github.close())

  test('the queue gets the check that branch protection waits for', async () => {
    const repository = await github.createRepository(`acme/shop-${++shops}`)
    await repository.commit({ branch: 'main', files: begin })
    const pull = await repository.openPullRequest({ files: { ...routes, ...proof } })
    const on = await repository.trigger.mergeGroup([pull.number])
    const token = github.token({ permissions: { contents: 'read', 'pull-requests': 'read' } })
    const given = { on, forge: github.forge, token, node: process.execPath }
    const { exitCode, jobs } = await runTemplate('proofs-gate', given)
    expect([exitCode, Object.keys(jobs)]).toEqual([0, ['require-proofs (main)']])
  })

  test('ci fails for a line that no test runs, by the report of the job that ran the tests', async () => {
    const repository = await github.createRepository(`acme/shop-${++shops}`)
    const files = { ...projectIn('frontend', 'node -e 0'), ...projectIn('api', 'node -e 0'), ...worker }
    await repository.commit({ branch: 'main', files })
    const untested = `${worker['api/index.js']}export const untested = () => {\n  return 1\n}\n`
    const changed = { 'api/index.js': untested }
    const pull = await repository.openPullRequest({ files: changed })
    const on = await repository.trigger.pullRequest(pull.number, { action: 'synchronize' })
    const token = github.token({ permissions: { contents: 'read' } })
    const { exitCode, jobs, printed } = await runTemplate(
      'ci',
      { on, forge: github.forge, token, node: process.execPath, variables: { COVERAGE: 'true' } },
      { files: { ...files, ...changed }, checkout: { inJob: 'coverage', from: repository.folder } },
    )
    expect(jobs['api (main)']?.outputs.ran, printed).toBe('install,typecheck,build,coverage')
    expect(jobs['coverage (main)']?.outputs, printed).toMatchObject({
      reason: 'uncovered',
      uncovered: '[{"path":"api/index.js","ranges":[[3,3]]}]',
    })
    expect(exitCode).toBe(1)
    // A pull request writes no trend.
    expect(jobs).not.toHaveProperty('coverage-trend (main)')
  })

  judgeTemplates('GitHub', `Node ${process.versions.node}, github `, async (base, changed) => {
    const repository = await github.createRepository(`acme/shop-${++shops}`)
    await repository.commit({ branch: 'main', files: base })
    repository.addLabel({ name: 'change:routes' })
    const pull = await repository.openPullRequest({ files: changed })
    const on = {
      ci: await repository.trigger.pullRequest(pull.number, { action: 'synchronize' }),
      others: await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' }),
    }
    const token = github.token({ permissions: { contents: 'read', 'pull-requests': 'write' } })
    return {
      labels: () => pull.labels(),
      run: (template, way) =>
        runTemplate(
          template,
          { on: on[template === 'ci' ? 'ci' : 'others'], forge: github.forge, token, node: process.execPath },
          way,
        ),
    }
  })
})

describe.skipIf(skipped !== '')(`under act, with Gitea's environment and Node 20${skipped}`, () => {
  let gitea: Awaited<ReturnType<typeof startGitea>>
  let shops = 0
  beforeAll(async () => {
    gitea = await startGitea()
  })
  afterAll(() => gitea.close())

  judgeTemplates('Gitea', 'Node 20.20.2, gitea ', async (base, changed) => {
    const repository = await gitea.createRepository(`acme/shop-${++shops}`)
    await repository.commit({ branch: 'main', files: base })
    repository.addLabel({ name: 'change:routes' })
    const pull = await repository.openPullRequest({ files: changed })
    const on = {
      ci: await repository.trigger.pullRequest(pull.number, 'synchronized'),
      others: await repository.trigger.pullRequestTarget(pull.number, 'synchronized'),
    }
    const token = gitea.token({ permissions: { contents: 'read', 'pull-requests': 'write' } })
    return {
      labels: () => pull.labels(),
      run: (template, way) =>
        runTemplate(
          template,
          { on: on[template === 'ci' ? 'ci' : 'others'], forge: gitea.forge, token, node: node20 },
          way,
        ),
    }
  })
})

describe.skipIf(skipped !== '')(`the table of runs${skipped}`, () => {
  test('lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act.test.ts')
  })
})

/** @param banner what the first line of the action says about where it runs */
function judgeTemplates(forge: Forge, banner: string, open: Open): void {
  test('proofs-gate fails if proofs are missing', async () => {
    const pull = await open(begin, routes)
    const result = await pull.run('proofs-gate')
    expect(result.printed).toContain(banner)
    expect(result.outputs).toMatchObject({ verdict: 'fail', reason: 'proofs-missing' })
    // The name in branch protection.
    expect(Object.keys(result.jobs)).toEqual(['require-proofs (main)'])
    showRun('proofs-gate', forge, 'fails', result)
  })

  test('proofs-gate passes if the proofs are in the change', async () => {
    const pull = await open(begin, { ...routes, ...proof })
    const result = await pull.run('proofs-gate')
    expect(result.printed).toContain(banner)
    expect(result.outputs).toMatchObject({ verdict: 'pass', 'scope-size': '2' })
    showRun('proofs-gate', forge, 'passes', result)
  })

  test('proofs-gate gives the same verdict when pinned to a commit', async () => {
    const pull = await open(begin, routes)
    const { exitCode, outputs } = await pull.run('proofs-gate', { pinned: true })
    expect(outputs).toMatchObject({ verdict: 'fail', reason: 'proofs-missing' })
    expect(exitCode).toBe(1)
  })

  test('labeler adds labels', async () => {
    const pull = await open(begin, routes)
    const result = await pull.run('labeler')
    expect(result.printed).toContain(banner)
    expect(result.outputs).toMatchObject({ verdict: 'pass' })
    showRun('labeler', forge, 'passes', result)
    expect(pull.labels()).toEqual(['change:routes'])
  })

  test('labeler fails, and adds no label, if the rules cannot be read', async () => {
    const pull = await open({ ...begin, '.github/labeler.yml': 'change:routes: [\n' }, routes)
    const result = await pull.run('labeler')
    expect(result.printed).toContain(banner)
    expect(result.outputs).toMatchObject({ verdict: 'fail', reason: 'config-invalid' })
    showRun('labeler', forge, 'fails', result)
    expect(pull.labels()).toEqual([])
  })

  test('ci passes if both projects build, and fails if one does not', async () => {
    const pull = await open(begin, routes)
    const api = {
      ...projectIn('api', 'node -e "console.log(\'built\', process.version)"'),
      ...worker,
    }
    const whole = await pull.run('ci', { files: { ...api, ...projectIn('frontend', 'node -e 0') } })
    expect(whole.printed).toMatch(/\[ci\/api \(main\)\s*\].*built v/)
    expect(whole.jobs['api (main)']?.outputs).toMatchObject({
      ran: 'install,typecheck,build',
      reason: 'checked',
    })
    expect(whole.jobs['frontend (main)']?.outputs).toMatchObject({ verdict: 'pass' })
    showRun('ci', forge, 'passes', whole)
    const half = await pull.run('ci', { files: { ...api, ...projectIn('frontend', 'exit 3') } })
    expect(half.printed).toMatch(/\[ci\/frontend \(main\)\s*\].*Node checks \(checks-failed\)/)
    // Also where coverage is not asked for.
    expect(half.jobs['coverage (main)']?.succeeded).toBe(false)
    showRun('ci', forge, 'fails', half)
  })
}
