import type { LineStates } from '../src/tracefiles/line-states.ts'

/** What one report says of a file: counts by line, and lines with a branch that was never taken. */
export function statesOf(
  counts: Readonly<Record<number, number>>,
  untaken: readonly number[] = [],
): LineStates {
  return {
    count: (line) => counts[line],
    untaken: (line) => untaken.includes(line),
    last: Math.max(0, ...Object.keys(counts).map(Number)),
    lastReport: 'coverage/lcov.info',
    reports: ['coverage/lcov.info'],
    reportOf: (line) => (counts[line] === undefined ? undefined : 'coverage/lcov.info'),
  }
}
