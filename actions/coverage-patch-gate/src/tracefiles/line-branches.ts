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
  const lines = new Map<number, Map<string, boolean>>()
  let size = 0
  let isFull = false

  function add(line: number, name: string, isTaken: boolean): void {
    const branches = lines.get(line) ?? new Map<string, boolean>()
    const before = branches.get(name)
    if (before === undefined) {
      if (size >= mostBranches) {
        isFull = true
        return
      }
      size += 1
    }
    branches.set(name, isTaken || before === true)
    lines.set(line, branches)
  }

  function each(take: (line: number, name: string, isTaken: boolean) => void): void {
    for (const [line, branches] of lines) for (const [name, isTaken] of branches) take(line, name, isTaken)
  }

  return {
    add,
    each,
    merge(other) {
      other.each(add)
    },
    untaken(line) {
      const branches = lines.get(line)
      if (isFull) return true
      return branches !== undefined && [...branches.values()].includes(false)
    },
  }
}
