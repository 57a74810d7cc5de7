/** A place in a file. `line` and `column` count from 1. */
export interface Location {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** One problem, and where it is. */
export interface Problem {
  readonly what: string
  readonly at?: Location
}

/** Returns `file:line:column`, without the parts that are not known. */
export function formatLocation({ file, line, column }: Location): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

/** Returns `file:line:column: what`, or only `what` if no location is known. */
export function formatProblem({ what, at }: Problem): string {
  return at ? `${formatLocation(at)}: ${what}` : what
}
