import { pairBlocks, type Side } from './blocks.ts'

/** Lines of code of one file that are neighbours: only blank lines, comments and brackets stand between them. */
export interface Run {
  readonly path: string
  /** The number of each line, from 1. */
  readonly lines: readonly number[]
  readonly texts: readonly string[]
  /** These are all lines of code that the file has. */
  readonly isWholeFile: boolean
}

/** Where a line was before. */
export interface Origin {
  readonly path: string
  readonly line: number
}

/** This many neighbouring lines are moved, and not written twice by chance. */
const shortest = 3

/**
 * Returns for each line of each added run where it comes from; undefined if it was not moved. Three or more
 * neighbouring lines are moved if the same lines were removed as neighbours in the same order, in whatever file. White
 * space at the end of a line does not matter. All code of a file is moved if it was all code of another one, even if it
 * is shorter. Each removed line pays for one added line. Longer blocks come first, then those that stand first.
 */
export function findMoved(
  added: readonly Run[],
  removed: readonly Run[],
): readonly (readonly (Origin | undefined)[])[] {
  if (added.length === 0 || removed.length === 0) return added.map(({ lines }) => lines.map(() => undefined))
  const numbers = new Map<string, number>()
  const left = sideOf(added, numbers)
  const right = sideOf(removed, numbers)
  const whole = pairWholeFiles(added, removed, left, right)
  const pairs = pairBlocks(left, right, shortest)
  const origins = removed.flatMap(({ path, lines }) => lines.map((line): Origin => ({ path, line })))
  let at = 0
  return added.map(({ lines }) =>
    lines.map(() => {
      const pair = whole.get(at) ?? pairs[at] ?? -1
      at += 1
      return origins[pair]
    }),
  )
}

function sideOf(runs: readonly Run[], numbers: Map<string, number>): Side {
  const length = runs.reduce((sum, { lines }) => sum + lines.length, 0)
  const ids = new Int32Array(length)
  const runEnds = new Int32Array(length)
  let at = 0
  for (const { texts } of runs) {
    const end = at + texts.length
    for (const text of texts) {
      const key = text.trimEnd()
      const id = numbers.get(key) ?? numbers.size
      numbers.set(key, id)
      ids[at] = id
      runEnds[at] = end
      at += 1
    }
  }
  return { ids, runEnds, taken: new Uint8Array(length) }
}

/** Pairs files with all code of removed files. Returns the pairs, and marks their lines as taken. */
function pairWholeFiles(
  added: readonly Run[],
  removed: readonly Run[],
  left: Side,
  right: Side,
): ReadonlyMap<number, number> {
  const waiting = new Map<string, number[]>()
  eachWholeFile(removed, right, (key, start) => {
    const list = waiting.get(key)
    if (list) list.push(start)
    else waiting.set(key, [start])
  })
  for (const list of waiting.values()) list.reverse()
  const pairs = new Map<number, number>()
  eachWholeFile(added, left, (key, start, length) => {
    const from = waiting.get(key)?.pop()
    if (from === undefined) return
    for (let line = 0; line < length; line += 1) {
      pairs.set(start + line, from + line)
      left.taken[start + line] = 1
      right.taken[from + line] = 1
    }
  })
  return pairs
}

function eachWholeFile(
  runs: readonly Run[],
  { ids }: Side,
  visit: (key: string, start: number, length: number) => void,
): void {
  let start = 0
  for (const { lines, isWholeFile } of runs) {
    if (isWholeFile) visit(ids.subarray(start, start + lines.length).join(), start, lines.length)
    start += lines.length
  }
}
