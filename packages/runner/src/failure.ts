import type { Contract } from '@suite/contract'
import { commonReasons, formatProblem, OutsideError, UsageError } from '@suite/errors'
import type { Annotation, Markdown } from '@suite/report'
import { blocks, bullets, codeBlock, text } from '@suite/report'
import { CancelledError } from './writes.ts'

/** What is told of an error, and whether a gate that only reports may still end green. */
export interface Failure {
  readonly reason: string
  readonly headline: string
  readonly message: string
  readonly summary: Markdown
  readonly annotations: readonly Omit<Annotation, 'title'>[]
  /** For the folded group: the stack of a bug, the chain of causes of an outside failure. */
  readonly trace: readonly string[]
  /** True where the fault is in the use or the action, so that "report only" does not hide it. */
  readonly always: boolean
}

/**
 * What a run tells of an error: what happened and what to do. An error whose reason the contract does not declare is
 * a bug, with its own message.
 */
export function describeFailure(contract: Contract, error: unknown): Failure {
  const known = !hasReason(error) || Object.hasOwn(contract.reasons, error.reason)
  if (known && error instanceof UsageError) return usageFailure(error)
  if (known && error instanceof OutsideError)
    return simple(error.reason, error.message, error.fix, { trace: causes(error), always: false })
  if (error instanceof CancelledError)
    return simple('cancelled', error.message, commonReasons.cancelled.fix, { trace: [], always: true })
  const bug = known ? asError(error) : undeclared(error)
  return simple(
    'bug',
    `Internal error: ${bug.message}`,
    'Please report it with the first line of this log.',
    {
      trace: [bug.stack ?? bug.message, ...causes(bug)],
      always: true,
    },
  )
}

function hasReason(error: unknown): error is UsageError | OutsideError {
  return error instanceof UsageError || error instanceof OutsideError
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function undeclared(error: UsageError | OutsideError): Error {
  return new Error(`${error.message} (the contract does not declare the reason ${error.reason})`, {
    cause: error,
  })
}

function usageFailure(error: UsageError): Failure {
  const [first] = error.problems
  const headline =
    error.problems.length === 1 && first
      ? firstLine(first.what)
      : `${error.problems.length} things are wrong: ${error.reason}`
  const message = `${error.message}\n${error.fix}`
  const placed = error.problems.filter(({ at }) => at !== undefined)
  return {
    reason: error.reason,
    headline,
    message,
    summary: blocks(problemsMarkdown(error), withExample(error.fix)),
    annotations:
      placed.length > 0 && placed.length === error.problems.length
        ? placed.map(({ what, at }) => ({ level: 'error', message: `${what}\n${error.fix}`, ...at }))
        : [{ level: 'error', message }],
    trace: causes(error),
    always: error.reason === 'input-invalid',
  }
}

function simple(
  reason: string,
  what: string,
  fix: string,
  { trace, always }: Pick<Failure, 'trace' | 'always'>,
): Failure {
  const message = `${what}\n${fix}`
  return {
    reason,
    headline: firstLine(what),
    message,
    summary: blocks(example(what), withExample(fix)),
    annotations: [{ level: 'error', message }],
    trace,
    always,
  }
}

/** The problems, as far as the headline does not say them. */
function problemsMarkdown({ problems }: UsageError): Markdown {
  const [first] = problems
  if (problems.length > 1) return bullets(problems.map((problem) => text(formatProblem(problem))))
  return first?.at ? withExample(formatProblem(first)) : example(first?.what ?? '')
}

/** Plain text as Markdown: what stands below its first line is an example, to be copied. */
function withExample(plain: string): Markdown {
  return blocks(text(firstLine(plain)), example(plain))
}

function example(plain: string): Markdown {
  const below = plain.slice(firstLine(plain).length).replace(/^\n+/, '').trimEnd()
  return below === '' ? '' : codeBlock(below)
}

function firstLine(plain: string): string {
  return plain.split('\n', 1)[0] ?? plain
}

function causes(error: Error): string[] {
  const chain: string[] = []
  for (let cause = error.cause; cause instanceof Error && chain.length < 5; cause = cause.cause)
    chain.push(`caused by ${cause.name}: ${cause.message}`)
  return chain
}
