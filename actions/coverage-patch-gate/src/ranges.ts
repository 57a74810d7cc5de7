/** Neighbouring lines, the first and the last one included. */
export interface LineRange {
  readonly first: number
  readonly last: number
}

/** Returns sorted line numbers as ranges of neighbouring lines. */
export function rangesOf(lines: readonly number[]): readonly LineRange[] {
  const ranges: { first: number; last: number }[] = []
  for (const line of lines) {
    const open = ranges.at(-1)
    if (open !== undefined && line === open.last + 1) open.last = line
    else ranges.push({ first: line, last: line })
  }
  return ranges
}

/** Returns `3` or `3-5`. */
export function describeRange({ first, last }: LineRange): string {
  return first === last ? `${first}` : `${first}-${last}`
}
