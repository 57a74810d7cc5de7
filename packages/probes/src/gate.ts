/** Runs work in the order in which it arrives, and limits how much runs at once. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Returns a gate that admits `limit` pieces of work at the same time. */
export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (work) => {
    if (inside >= limit) await new Promise<void>((enter) => waiting.push(enter))
    else inside += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    }
  }
}
