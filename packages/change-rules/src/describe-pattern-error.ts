import type { PatternError } from '@suite/matchers'

/** Returns what is wrong with a pattern, and where in the pattern. */
export function describePatternError({ message, pattern, offset }: PatternError): string {
  const shown = JSON.stringify(pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern)
  return `${message} (character ${offset + 1} of ${shown})`
}
