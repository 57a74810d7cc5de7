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

/** `file:line:column: what`, or `what` alone if no place is known. */
export function formatProblem({ what, at }: Problem): string {
  return at ? `${formatLocation(at)}: ${what}` : what
}
