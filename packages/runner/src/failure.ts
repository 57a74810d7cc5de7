import type { Contract } from '@suite/contract'
import { commonReasons, formatProblem, OutsideError, type Problem, UsageError } from '@suite/errors'
import type { Annotation, Markdown } from '@suite/report'
import { blocks, bullets, prose } from '@suite/report'
import { example, firstLine, linesBelow } from './advice.ts'
import { systemFailure } from './system-failure.ts'
import { CancelledError } from './writes.ts'

/** What a run reports about an error, and whether a gate that only reports may still pass. */
export interface Failure {
  readonly reason: string
  /** One line: what happened, and where. */
  readonly headline: string
  /** What to do. The lines below its first line are an example. */
  readonly fix: string
  /** What the headline omits: further lines, further problems. */
  readonly story: readonly string[]
  /** For the job summary: the same, without what the headline says. */
  readonly summary: Markdown
  /** One annotation for each place, if every problem has a place; otherwise empty. */
  readonly places: readonly Omit<Annotation, 'title'>[]
  /** For the folded group: the stack of a bug, the chain of causes of a failure outside. */
  readonly trace: readonly string[]
  /** Whether "report only" does not hide the error, because it is wrong use or a bug. */
  readonly always: boolean
}

/**
 * Returns what a run reports about an error: what happened and what to do. An error of the operating system is a failure
 * outside. An error whose reason the contract does not declare is a bug, with its own message.
 */
export function describeFailure(contract: Contract, error: unknown): Failure {
  const known = !hasReason(error) || Object.hasOwn(contract.reasons, error.reason)
  if (known && hasReason(error)) {
    const problems = error instanceof UsageError ? error.problems : [{ what: error.message }]
    return failureOf({
      reason: error.reason,
      problems,
      fix: fixOf(contract, error),
      trace: causes(error),
      always: ['input-invalid', 'outputs-not-written', 'summary-not-written'].includes(error.reason),
    })
  }
  if (error instanceof CancelledError)
    return failureOf({
      reason: 'cancelled',
      problems: [{ what: error.message }],
      fix: commonReasons.cancelled.fix,
      trace: [],
      always: true,
    })
  const system = systemFailure(error)
  if (system !== undefined)
    return failureOf({
      reason: commonReasons['outside-failed'].code,
      problems: [{ what: system.what }],
      fix: system.fix,
      trace: [asError(error).stack ?? '', ...causes(asError(error))],
      always: false,
    })
  const bug = known ? asError(error) : undeclared(error)
  return failureOf({
    reason: 'bug',
    problems: [{ what: `Internal error: ${bug.message}` }],
    fix: commonReasons.bug.fix,
    trace: [bug.stack ?? bug.message, ...causes(bug)],
    always: true,
  })
}

function hasReason(error: unknown): error is UsageError | OutsideError {
  return error instanceof UsageError || error instanceof OutsideError
}

/** Returns the fix of the error or, if it has none, that of the contract, which knows the action. */
function fixOf({ reasons }: Contract, { reason, declared, fix }: UsageError | OutsideError): string {
  const own = fix === declared.fix ? '' : fix.trimStart()
  return own || (reasons[reason]?.fix ?? declared.fix)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function undeclared(error: UsageError | OutsideError): Error {
  return new Error(`${error.message} (the contract does not declare the reason ${error.reason})`, {
    cause: error,
  })
}

function failureOf({
  problems,
  ...rest
}: Pick<Failure, 'reason' | 'fix' | 'trace' | 'always'> & {
  readonly problems: readonly Problem[]
}): Failure {
  const { fix } = rest
  const described = problems.map(formatProblem)
  const [first = rest.reason] = described
  const several = described.length > 1
  const others = described.slice(1)
  const placed = problems.length > 0 && problems.every(({ at }) => at !== undefined)
  return {
    ...rest,
    headline: several
      ? `${described.length} things are wrong, the first is: ${firstLine(first)}`
      : firstLine(first),
    story: others.length > 0 ? described : linesBelow(first),
    summary: blocks(example(first), bullets(others.map(prose))),
    places: placed
      ? problems.map((problem) => ({
          level: 'error',
          message: `${formatProblem(problem)}\n${fix}`,
          ...problem.at,
        }))
      : [],
  }
}

function causes(error: Error): string[] {
  const chain: string[] = []
  for (let cause = error.cause; cause instanceof Error && chain.length < 5; cause = cause.cause)
    chain.push(`caused by ${cause.name}: ${cause.message}`)
  return chain
}
