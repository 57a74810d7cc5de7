import { counted, visible } from '@suite/report'
import type { Oddity } from './tracefile-syntax.ts'

/** What a report has that is odd, but does not stop the run. */
export type Warned = Oddity | 'unclosed' | 'unnamed' | 'ambiguous-unchanged'

/** Collects what is odd about one report: for each kind how often, and where first. */
export interface ReportWarnings {
  add(kind: Warned, source: string, line?: number): void
  texts(): readonly string[]
}

/** What there is, and what it counts as. */
const words: Readonly<Record<Warned, readonly [one: string, many: string, then: string]>> = {
  negative: ['count below zero', 'counts below zero', 'counted as 0'],
  'too-high': ['count of 2^63 or more', 'counts of 2^63 or more', 'counted as hit'],
  'not-a-number': ['count that is not a number', 'counts that are not numbers', 'left out'],
  'not-a-line': ['line without a valid line number', 'lines without a valid line number', 'left out'],
  'unclear-branch': [
    'branch whose count is not a number',
    'branches whose count is not a number',
    'counted as not taken',
  ],
  unclosed: ['record without end_of_record', 'records without end_of_record', 'read up to the next record'],
  unnamed: ['record without a readable path', 'records without a readable path', 'left out'],
  'ambiguous-unchanged': [
    'path that could be one of several unchanged files',
    'paths that could be one of several unchanged files',
    'left out',
  ],
}

/** @param report its path */
export function collectWarnings(report: string): ReportWarnings {
  const found = new Map<Warned, { times: number; readonly first: string }>()
  return {
    add(kind, source, line) {
      const known = found.get(kind)
      if (known) known.times += 1
      else found.set(kind, { times: 1, first: placeOf(source, line) })
    },
    texts: () =>
      [...found].map(([kind, { times, first }]) => {
        const [one, many, then] = words[kind]
        return `${visible(report)}: ${counted(times, one, many)}, ${then}${first && `; the first ${first}`}`
      }),
  }
}

function placeOf(source: string, line: number | undefined): string {
  if (source === '') return ''
  return `in the record of ${visible(source)}${line === undefined ? '' : `, line ${line}`}`
}
