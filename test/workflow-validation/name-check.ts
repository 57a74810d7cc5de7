import type { Trigger } from '@suite/testkit/core'
import { evaluateExpression } from './expressions.ts'
import { firstLegOf, type Job, type Workflow } from './templates.ts'

/**
 * Returns the name under which a forge stores the check of a job. Gitea adds the workflow before it and the event
 * after it, and evaluates expressions in a job's name only if the job has a matrix.
 */
export function nameCheck(
  forge: 'github' | 'gitea',
  { name: workflow }: Pick<Workflow, 'name'>,
  job: Pick<Job, 'name' | 'strategy'>,
  on: Trigger,
): string {
  const name = job.name ?? ''
  const evaluated = () => evaluate(name, on, firstLegOf(job))
  if (forge === 'github') return evaluated()
  return `${workflow} / ${job.strategy?.matrix ? evaluated() : name} (${on.event.name})`
}

/** Replaces each expression of a text with its value, as GitHub's own library computes it. */
function evaluate(
  text: string,
  { baseRef = '', ref, event }: Trigger,
  matrix: Readonly<Record<string, unknown>>,
): string {
  const github = {
    base_ref: baseRef,
    ref_name: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    event_name: event.name,
    event: event.payload,
  }
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluateExpression(expression, { github, matrix }).coerceString(),
  )
}
