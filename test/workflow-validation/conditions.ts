import { evaluateExpression, isTrue } from './expressions.ts'
import type { Job, Step } from './templates.ts'

/** The ends of a job that `needs.<job>.result` names. */
export const results = ['success', 'failure', 'cancelled', 'skipped'] as const
export type Result = (typeof results)[number]

/** Everything that the condition of a job reads. */
export interface JobSituation {
  /** How each job that this one needs has ended, and its outputs. */
  readonly needs: Readonly<
    Record<string, { readonly result: Result; readonly outputs?: Readonly<Record<string, string>> }>
  >
  /** Whether somebody cancelled the run. */
  readonly cancelled: boolean
  readonly github: Readonly<Record<string, unknown>>
  readonly vars: Readonly<Record<string, string>>
}

/** Returns the ids of the jobs that a job needs. */
export function needsOf(job: Job): readonly string[] {
  return typeof job.needs === 'string' ? [job.needs] : (job.needs ?? [])
}

/**
 * Returns whether a job runs. GitHub also looks at the needs of the needs for `success()`; Gitea looks at these alone,
 * which lets more jobs run, so this does too.
 */
export function runsJob({ if: condition }: Job, { needs, cancelled, github, vars }: JobSituation): boolean {
  const ends = Object.values(needs).map(({ result }) => result)
  const functions = {
    success: !cancelled && ends.every((result) => result === 'success'),
    failure: ends.includes('failure'),
    cancelled,
    always: true,
  }
  return holds(condition, { needs, github, vars }, functions)
}

/** How a step ends if it runs. */
export type Outcome = Exclude<Result, 'skipped'>

/** Returns how each step with an id or a name ends: `skipped` if its condition does not let it run. */
export function runSteps(
  steps: readonly Step[],
  outcomeOf: (step: Step) => Outcome,
  contexts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Result>> {
  const ended: Record<
    string,
    { outcome: Result; conclusion: Result; outputs: Readonly<Record<string, string>> }
  > = {}
  let status: Outcome = 'success'
  for (const [index, step] of steps.entries()) {
    const functions = {
      success: status === 'success',
      failure: status === 'failure',
      cancelled: status === 'cancelled',
      always: true,
    }
    const runs = holds(step.if, { ...contexts, steps: ended }, functions)
    const outcome = runs ? outcomeOf(step) : 'skipped'
    ended[step.id ?? step.name ?? `step ${index}`] = { outcome, conclusion: outcome, outputs: {} }
    // A job that was cancelled stays cancelled.
    if (status !== 'cancelled' && (outcome === 'failure' || outcome === 'cancelled')) status = outcome
  }
  return Object.fromEntries(Object.entries(ended).map(([name, { outcome }]) => [name, outcome]))
}

/** A condition that names no status function asks for `success()` too. */
function holds(
  condition: string | undefined,
  contexts: Readonly<Record<string, unknown>>,
  functions: { readonly success: boolean; readonly [name: string]: boolean },
): boolean {
  if (condition === undefined) return functions.success
  const expression = /^\$\{\{(.*)\}\}$/s.exec(condition.trim())?.[1] ?? condition
  const isAboutStatus = /\b(?:success|failure|cancelled|always)\s*\(/.test(expression)
  return (isAboutStatus || functions.success) && isTrue(evaluateExpression(expression, contexts, functions))
}

/** Returns every combination of one value for each key. */
export function combine<Value>(
  choices: Readonly<Record<string, readonly Value[]>>,
): readonly Readonly<Record<string, Value>>[] {
  return Object.entries(choices).reduce<readonly Readonly<Record<string, Value>>[]>(
    (all, [key, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  )
}
