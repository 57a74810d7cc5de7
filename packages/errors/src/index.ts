/**
 * The two kinds of failure that a person can act on. A policy that says no is neither: it is a value.
 * Everything else that is thrown is a bug of ours.
 */

/** A place in a file. `line` and `column` count from 1. */
export interface Location {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** One thing that is wrong, and where. */
export interface Problem {
  readonly what: string
  readonly at?: Location
}

/** `file:line:column`, as far as it is known. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

/** `file:line:column: what`, or `what` alone where no place is known. */
export function formatProblem({ what, at }: Problem): string {
  return at ? `${formatLocation(at)}: ${what}` : what
}

/**
 * The action was used in a way that cannot work: an input, a file, an event or a permission.
 * `problems` holds everything that was found wrong, never only the first; `fix` says what to do.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly reason: string
  readonly problems: readonly Problem[]
  readonly fix: string

  /** @param reason stable code in kebab-case, also an anchor in the action's README */
  constructor(reason: string, problems: string | readonly Problem[], fix: string, options?: ErrorOptions) {
    const all = typeof problems === 'string' ? [{ what: problems }] : problems
    super(all.map(formatProblem).join('\n'), options)
    this.reason = reason
    this.problems = all
    this.fix = fix
  }
}

/** Something outside failed: HTTP, git, a tool. Nothing could be decided, so the run is red. */
export class OutsideError extends Error {
  override readonly name: string = 'OutsideError'
  readonly reason: string
  readonly fix: string

  /** @param reason stable code in kebab-case, also an anchor in the action's README */
  constructor(reason: string, what: string, fix: string, options?: ErrorOptions) {
    super(what, options)
    this.reason = reason
    this.fix = fix
  }
}
