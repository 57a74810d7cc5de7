import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { Trigger } from '@suite/testkit/core'
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
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const { tokens } = new Lexer(expression.trim()).lex()
    const tree = new Parser(tokens, ['github', 'matrix'], []).parse()
    return new Evaluator(tree, toData({ github, matrix }) as data.Dictionary).evaluate().coerceString()
  })
}

function toData(value: unknown): data.ExpressionData {
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (value === null || value === undefined) return new data.Null()
  if (Array.isArray(value)) return new data.Array(...value.map(toData))
  const pairs = Object.entries(value).map(([key, held]) => ({ key, value: toData(held) }))
  return new data.Dictionary(...pairs)
}
