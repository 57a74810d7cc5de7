import { expect } from 'vitest'
import type { WorkflowResult } from './run-workflow.ts'
import { type End, type Forge, templateRuns } from './runs.ts'

const shown = new Map<string, Set<string>>()

/** Asserts that a template ended as `runs.ts` says, and notes that this was shown for the forge. */
export function showRun(template: string, forge: Forge, end: End, result: WorkflowResult): void {
  const run = templateRuns.find((each) => each.template === template)
  if (run === undefined) throw new Error(`runs.ts has no template ${template}`)
  const { exitCode, jobs, printed } = result
  expect(exitCode, printed).toBe(end === 'passes' ? 0 : 1)
  const ends = Object.entries(jobs).map(([name, { succeeded }]) => ({ name, succeeded }))
  if (end === 'passes') {
    expect(ends.filter(({ succeeded }) => !succeeded)).toEqual([])
    // The first line of each action says where it runs.
    expect(printed).toContain(`, ${forge.toLowerCase()} `)
  }
  const legs = ends.filter(({ name }) => legOf(run.fails.job).test(name))
  expect(legs.some(({ succeeded }) => succeeded === (end === 'passes'))).toBe(true)
  const ofTemplate = shown.get(template) ?? new Set()
  shown.set(template, ofTemplate.add(`${forge} ${end}`))
}

/** Asserts that the tests of a file showed what `runs.ts` says about it, and nothing else. */
export function expectRunsShown(file: string): void {
  for (const { template, shown: listed } of templateRuns.filter((each) => each.file === file)) {
    const wanted = Object.entries(listed).flatMap(([forge, ends]) => ends.map((end) => `${forge} ${end}`))
    expect([...(shown.get(template) ?? [])].sort(), template).toEqual(wanted.sort())
  }
}

/** Matches the names of a job's legs, such as `verify-pin-1` and `stage (api-production)`. */
function legOf(job: string): RegExp {
  return new RegExp(`^${job}(?:-\\d+)?(?: \\(.*)?$`)
}
