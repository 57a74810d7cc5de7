/** One thing that was expected, and whether it holds. */
export interface Check {
  /** A sentence: "the status is 200". */
  readonly expects: string
  readonly holds: boolean
  /** What was found instead or to it, where it is the same on every run of equal behaviour. */
  readonly found?: string | undefined
  /** It may hold another time, as a latency: not proof enough to fail at once. */
  readonly fleeting?: boolean
}

export function check(expects: string, holds: boolean, found?: string): Check {
  return found === undefined ? { expects, holds } : { expects, holds, found: short(found) }
}

export function allHold(checks: readonly Check[]): boolean {
  return checks.every(({ holds }) => holds)
}

/** A check that does not hold, in words: what was expected, and what came. */
export function tellWrong({ expects, found }: Check): string {
  return `expected that ${expects}${found === undefined ? '' : `; came ${found === '' ? 'nothing' : found}`}`
}

/** What came is not ours: it is cut where it is long. */
function short(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
