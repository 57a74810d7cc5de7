/** One thing that was expected, and whether it holds. */
export interface Check {
  /** A sentence: "the status is 200". */
  readonly expects: string
  readonly holds: boolean
  /** What was found, if it is the same on every run of equal behaviour. */
  readonly found?: string | undefined
  /** It may hold another time, such as a latency, so that it does not fail a probe at once. */
  readonly fleeting?: boolean
}

export function check(expects: string, holds: boolean, found?: string): Check {
  return found === undefined ? { expects, holds } : { expects, holds, found }
}

/** Returns whether every check holds. */
export function allHold(checks: readonly Check[]): boolean {
  return checks.every(({ holds }) => holds)
}

/** Describes a check that does not hold: what was expected, and what was found. */
export function describeWrong({ expects, found }: Check): string {
  return `expected that ${expects}${found === undefined ? '' : `; received ${found === '' ? 'nothing' : found}`}`
}

/** Truncates a text that another side wrote. Its secrets must be removed before. */
export function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
