import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Trigger } from '@suite/testkit/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { runWorkflow } from './act/run-workflow.ts'
import { combine, needsOf, runsJob } from './workflow-validation/conditions.ts'
import { templates } from './workflow-validation/templates.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''

/** act cannot cancel a job, so this end is not compared. */
const ends = ['success', 'failure', 'skipped'] as const
type End = (typeof ends)[number]

/** A job of a template, without its steps, after jobs that end in one way. */
interface Case {
  readonly file: string
  readonly id: string
  readonly needs: Readonly<Record<string, End>>
}

const swept: readonly (readonly [string, string, Readonly<Record<string, readonly End[]>>])[] = [
  ['publish-image.yml', 'verify-pin', { publish: ends, 'promote-pin': ends }],
  ['pin-drift.yml', 'verify-pin', { published: ends }],
  ['deploy-api.yml', 'promote', { stage: ends }],
  ['release-manual.yml', 'publish', { build: ['success'], smoke: ends, attest: ends }],
  [
    'ci.yml',
    'coverage-trend',
    { api: ends, frontend: ['success'], deno: ends, coverage: ['success', 'failure'] },
  ],
]
const cases: readonly Case[] = swept.flatMap(([file, id, choices]) =>
  combine<End>(choices).map((needs) => ({ file, id, needs })),
)

const repository = 'acme/shop'
const ref = 'refs/heads/main'
const on: Trigger = {
  event: { name: 'push', payload: { ref, repository: { full_name: repository, default_branch: 'main' } } },
  repository,
  ref,
  sha: '0123456789'.repeat(4),
}

test('the cases are of all jobs that are needed', () => {
  for (const [file, id, choices] of swept)
    expect(Object.keys(choices)).toEqual(needsOf(jobOf({ file, id, needs: {} })))
})

describe.skipIf(skipped !== '')(`the conditions of the templates under act${skipped}`, () => {
  test('act starts and skips each job as the sweep of the conditions computes', async () => {
    if ('missing' in act) throw new Error(act.missing)
    const folder = await mkdtemp(join(tmpdir(), 'act-conditions-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const workflow = join(folder, 'conditions.yml')
    const jobs = Object.assign({}, ...cases.map(jobsOf))
    await writeFile(workflow, JSON.stringify({ name: 'conditions', on: 'push', jobs }))
    const nowhere = 'http://127.0.0.1:9'
    const { jobs: ran, printed } = await runWorkflow({
      act: act.path,
      workflow,
      on,
      forge: { apiUrl: nowhere, serverUrl: nowhere, graphqlUrl: nowhere },
      token: 'unused',
      node: process.execPath,
      repositories: {},
    })
    const expected = cases.map((each) => ({ ...each, runs: isComputedToRun(each) }))
    // Both answers occur.
    expect(new Set(expected.map(({ runs }) => runs)).size).toBe(2)
    const found = cases.map((each, index) => ({ ...each, runs: `target_${index}` in ran }))
    expect(found, printed).toEqual(expected)
  })
})

function jobOf({ file, id }: Case) {
  const job = templates.get(file)?.workflow.jobs[id]
  if (job === undefined) throw new Error(`${file} has no job ${id}`)
  return job
}

function isComputedToRun(each: Case): boolean {
  const needs = Object.entries(each.needs).map(([id, result]) => [id, { result, outputs: { asked: 'true' } }])
  const github = { event_name: on.event.name, ref }
  return runsJob(jobOf(each), { needs: Object.fromEntries(needs), cancelled: false, github, vars: {} })
}

/** Returns the jobs of one case: those that are needed, and the one with the condition. Their ids end in a number. */
function jobsOf(each: Case, index: number): Readonly<Record<string, unknown>> {
  const machine = { 'runs-on': 'ubuntu-24.04' }
  const needed = Object.entries(each.needs).map(([id, end]) => [
    `${id}_${index}`,
    {
      ...machine,
      ...(end === 'skipped' && { if: 'false' }),
      outputs: { asked: 'true' },
      steps: [{ run: end === 'failure' ? 'exit 1' : 'true' }],
    },
  ])
  const { if: condition } = jobOf(each)
  const target = {
    ...machine,
    needs: Object.keys(each.needs).map((id) => `${id}_${index}`),
    ...(condition && { if: condition.replaceAll(/needs\.([\w-]+)/g, `needs.$1_${index}`) }),
    steps: [{ run: 'true' }],
  }
  return Object.fromEntries([...needed, [`target_${index}`, target]])
}
