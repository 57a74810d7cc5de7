/** More branches than any file has. With more of them, none is known to be taken. */
const mostBranches = 1_048_576

/** Which branches of which lines were taken. */
export interface LineBranches {
  add(line: number, name: string, isTaken: boolean): void
  merge(other: LineBranches): void
  each(take: (line: number, name: string, isTaken: boolean) => void): void
  /** Returns whether a branch of the line was never taken. */
  untaken(line: number): boolean
}

/** Returns an empty table of branches. A branch is taken if any report says so. */
export function createLineBranches(): LineBranches {
  /** By `line,name`. */
  const branches = new Map<string, boolean>()
  /** The lines with a branch that was never taken; undefined if they must be found again. */
  let untakenLines: Set<number> | undefined
  let isFull = false

  function add(line: number, name: string, isTaken: boolean): void {
    const key = `${line},${name}`
    const before = branches.get(key)
    untakenLines = undefined
    if (before === undefined && branches.size >= mostBranches) isFull = true
    else if (before === undefined || (isTaken && !before)) branches.set(key, isTaken)
  }

  function each(take: (line: number, name: string, isTaken: boolean) => void): void {
    for (const [key, isTaken] of branches)
      take(Number.parseInt(key, 10), key.slice(key.indexOf(',') + 1), isTaken)
  }

  function findUntaken(): Set<number> {
    const lines = new Set<number>()
    for (const [key, isTaken] of branches) if (!isTaken) lines.add(Number.parseInt(key, 10))
    return lines
  }

  return {
    add,
    each,
    merge(other) {
      other.each(add)
    },
    untaken(line) {
      if (isFull) return true
      untakenLines ??= findUntaken()
      return untakenLines.has(line)
    },
  }
}
