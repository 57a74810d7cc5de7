/** Counts by line, for each path that a report has. */
export type Counts = Readonly<Record<string, Readonly<Record<number, number>>>>

/** Returns a tracefile as coverage tools write it. */
export function lcov(counts: Counts): string {
  return Object.entries(counts)
    .map(([path, lines]) =>
      [
        'TN:',
        `SF:${path}`,
        ...Object.entries(lines).map(([line, count]) => `DA:${line},${count}`),
        'end_of_record',
        '',
      ].join('\n'),
    )
    .join('')
}

/** Returns counts for lines from 1: `'110'` means that lines 1 and 2 were run and line 3 was not; `.` has no count. */
export function counts(marks: string): Record<number, number> {
  return Object.fromEntries(
    [...marks].flatMap((mark, index) => (mark === '.' ? [] : [[index + 1, Number(mark)]])),
  )
}
