import { describe, expect, test } from 'vitest'
import { brokenJobs } from '../actions/coverage-patch-gate/src/needs.ts'
import {
  combine,
  type JobSituation,
  needsOf,
  type Outcome,
  type Result,
  results,
  runSteps,
  runsJob,
} from './workflow-validation/conditions.ts'
import { type Job, suiteActionOf, templates } from './workflow-validation/templates.ts'

/** The events of a run that a condition of the templates tells apart. */
const events = [
  { event_name: 'push', ref: 'refs/heads/main' },
  { event_name: 'push', ref: 'refs/heads/topic' },
  { event_name: 'pull_request', ref: 'refs/pull/1/merge' },
  { event_name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-1' },
]

/** Actions of the suite that change something outside, unless their `command` only reads. */
const writers = ['promote-runtime-pin', 'release-publish', 'wrangler-deploy']

/**
 * The jobs that write and may run although a job that they need did not succeed: what they may run after, and what
 * keeps that from publishing something unproven. The tests below and those named here show the latter.
 */
const declared: Readonly<Record<string, Readonly<Record<string, readonly Result[]>>>> = {
  // Its first step fails without a record of its own Worker, which only a stage that succeeded writes.
  'deploy-api.yml promote': { stage: ['failure', 'cancelled', 'skipped'] },
  // It records the coverage of main, also after a change that the gate refused. A project that did not ask for its
  // job has no report: the gate fails for a report that it expects.
  'ci.yml coverage-trend': {
    frontend: ['skipped'],
    deno: ['skipped'],
    coverage: ['failure', 'cancelled', 'skipped'],
  },
}

const jobs = [...templates].flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ file, id, job })),
)
const dependent = jobs.filter(({ job }) => needsOf(job).length > 0)

function writes({ permissions = {}, steps }: Job): boolean {
  return (
    Object.values(permissions).includes('write') ||
    steps.some((step) => writers.includes(suiteActionOf(step) ?? '') && step.with?.command !== 'check')
  )
}

/** Returns every situation of a job: each end of each job that it needs, cancelled or not, on each event. */
function situationsOf(job: Job): readonly JobSituation[] {
  const ends = combine(Object.fromEntries(needsOf(job).map((id) => [id, results])))
  return ends.flatMap((end) =>
    events.flatMap((github) =>
      [false, true].flatMap((cancelled) =>
        [{}, { DENO_CHECKS: 'true' }].map((vars) => ({
          needs: Object.fromEntries(
            Object.entries(end).map(([id, result]) => [id, { result, outputs: { asked: 'true' } }]),
          ),
          cancelled,
          github,
          vars,
        })),
      ),
    ),
  )
}

test('the sweep sees every job that waits for another', () => {
  expect(dependent.map(({ file, id }) => `${file} ${id}`)).toEqual([
    'ci.yml coverage',
    'ci.yml coverage-trend',
    'deploy-api.yml promote',
    'pin-drift.yml verify-pin',
    'publish-image.yml promote-pin',
    'publish-image.yml verify-pin',
    'release-manual.yml smoke',
    'release-manual.yml attest',
    'release-manual.yml publish',
    'release-on-tag.yml smoke',
    'release-on-tag.yml attest',
    'release-on-tag.yml publish',
  ])
})

test.each(dependent)(
  '$file $id runs if all that it needs succeeded, and in no run that was cancelled',
  ({ job }) => {
    const running = situationsOf(job).filter((situation) => runsJob(job, situation))
    expect(running.length).toBeGreaterThan(0)
    expect(running.filter(({ cancelled }) => cancelled)).toEqual([])
  },
)

test.each(dependent.filter(({ job }) => writes(job)))(
  '$file $id writes only if all that it needs succeeded, except as declared',
  ({ file, id, job }) => {
    const allowed = declared[`${file} ${id}`] ?? {}
    const running = situationsOf(job).filter((situation) => runsJob(job, situation))
    expect(running.filter(({ needs }) => isUnproven(needs, allowed))).toEqual([])
    // A declaration that nothing needs any more goes.
    for (const [need, ends] of Object.entries(allowed))
      for (const end of ends)
        expect(
          running.some(({ needs }) => needs[need]?.result === end),
          `${need} ${end}`,
        ).toBe(true)
  },
)

function isUnproven(
  needs: JobSituation['needs'],
  allowed: Readonly<Record<string, readonly Result[]>>,
): boolean {
  return Object.entries(needs).some(
    ([need, { result }]) => result !== 'success' && !allowed[need]?.includes(result),
  )
}

test.each(['always()', '${{ !cancelled() }}', "failure() || needs.build.result == 'skipped'"])(
  'a job that writes with the condition %s is found',
  (condition) => {
    const job: Job = { needs: 'build', if: condition, permissions: { contents: 'write' }, steps: [] }
    const running = situationsOf(job).filter((situation) => runsJob(job, situation))
    expect(writes(job) && running.some(({ needs }) => isUnproven(needs, {}))).toBe(true)
  },
)

test('a leg that fails cancels no other leg', () => {
  const several = jobs.filter(
    ({ job }) => job.strategy !== undefined && !JSON.stringify(job.strategy).includes('"check":["by-base"]'),
  )
  expect(several.length).toBeGreaterThan(5)
  for (const { file, id, job } of several) expect(job.strategy?.['fail-fast'], `${file} ${id}`).toBe(false)
})

describe('a check that branch protection requires', () => {
  const required = [
    ['ci.yml', 'api'],
    ['ci.yml', 'frontend'],
    ['ci.yml', 'coverage'],
    ['proofs-gate.yml', 'require-proofs'],
  ] as const

  test.each(required)('%s %s is skipped by no condition, because a skipped check passes', (file, id) => {
    const job = templates.get(file)?.workflow.jobs[id]
    if (job === undefined) throw new Error(`${file} has no job ${id}`)
    for (const situation of situationsOf(job).filter(({ cancelled }) => !cancelled))
      expect(runsJob(job, situation)).toBe(true)
    // In a run that was cancelled, only `coverage` is left out; a forge reports it as cancelled, or not at all.
    expect(job.if).toBe(id === 'coverage' ? '${{ !cancelled() }}' : undefined)
  })

  test('coverage, where it is asked for, is given every job that did not succeed, or lacks its report', () => {
    const { steps = [] } = templates.get('ci.yml')?.workflow.jobs.coverage ?? {}
    const wanted = { api: results, frontend: results, deno: results }
    for (const ends of combine<Result>(wanted)) {
      const needs = Object.fromEntries(Object.entries(ends).map(([id, result]) => [id, { result }]))
      const broken = brokenJobs(new Map(Object.entries(ends)))
      const asked = steps.map(({ if: condition, ...step }) => ({
        ...step,
        // The step before it said so.
        ...(condition && { if: condition.replaceAll("steps.asked.outputs.asked == 'true'", 'true') }),
        name: String(step.with?.name ?? step.name ?? step.uses),
      }))
      const ran = runSteps(asked, () => 'success', { needs })
      for (const [id, result] of Object.entries(ends)) {
        expect(broken.includes(id)).toBe(result === 'failure' || result === 'cancelled')
        expect(ran[`coverage-${id}`]).toBe(result === 'success' ? 'success' : 'skipped')
      }
    }
  })
})

test('deploy-api rolls back whatever it promoted and did not prove, and nothing else', () => {
  const { steps = [] } = templates.get('deploy-api.yml')?.workflow.jobs.promote ?? {}
  const outcomes: readonly Outcome[] = ['success', 'failure', 'cancelled']
  const swept = ['staged', 'promote', 'probe', 'rollback']
  for (const given of combine<Outcome>(Object.fromEntries(swept.map((id) => [id, outcomes])))) {
    const ran = runSteps(steps, ({ id }) => given[id ?? ''] ?? 'success', {})
    expect(ran.promote === 'skipped').toBe(given.staged !== 'success')
    expect(ran.probe === 'skipped').toBe(ran.promote !== 'success')
    expect(ran.rollback !== 'skipped').toBe(ran.promote !== 'skipped' && ran.probe !== 'success')
    expect(ran['Probe what was restored'] !== 'skipped').toBe(ran.rollback === 'success')
  }
})
