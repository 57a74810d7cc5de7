import { formatProblem, type Problem } from './problem.ts'
import type { FailReason } from './reasons.ts'

/**
 * The two kinds of failure that a person can act on. A policy that fails is neither: it is a value. Anything else
 * that is thrown is a bug of ours.
 */

/**
 * The action is used in a way that cannot work: an input, a file, an event or a permission is wrong. `problems`
 * contains every problem, never only the first one; `fix` says what to do.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** The code of the reason. */
  readonly reason: string
  readonly declared: FailReason
  readonly problems: readonly Problem[]
  readonly fix: string

  /** @param fix what to do, if the caller knows more than the reason says */
  constructor(
    declared: FailReason,
    problems: string | readonly Problem[],
    fix: string = declared.fix,
    options?: ErrorOptions,
  ) {
    const all = typeof problems === 'string' ? [{ what: problems }] : problems
    super(all.map(formatProblem).join('\n'), options)
    this.declared = declared
    this.reason = declared.code
    this.problems = all
    this.fix = fix
  }
}

/** An HTTP request, git or a tool failed. Nothing could be decided, so the run fails. */
export class OutsideError extends Error {
  override readonly name: string = 'OutsideError'
  /** The code of the reason. */
  readonly reason: string
  readonly declared: FailReason
  readonly fix: string

  /** @param fix what to do, if the caller knows more than the reason says */
  constructor(declared: FailReason, what: string, fix: string = declared.fix, options?: ErrorOptions) {
    super(what, options)
    this.declared = declared
    this.reason = declared.code
    this.fix = fix
  }
}
