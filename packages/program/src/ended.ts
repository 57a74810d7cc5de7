/** How a program ended, and what it printed. */
export interface Ended {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null
  /** `null` where it ended by itself. */
  readonly signal: NodeJS.Signals | null
  readonly stdout: Buffer
  readonly stderr: Buffer
  /** More was printed than is kept: the beginning is missing. */
  readonly cut: boolean
  /** Why it was told to stop; `undefined` where nobody told it. */
  readonly stopped: 'deadline' | 'cancelled' | undefined
  readonly milliseconds: number
}

/** Completes "the program …": `ended with exit code 1`, `was ended by SIGKILL`, `was stopped after 30 s`. */
export function tellEnd({
  exitCode,
  signal,
  stopped,
  milliseconds,
}: Omit<Ended, 'stdout' | 'stderr' | 'cut'>): string {
  const after = `after ${Math.round(milliseconds / 100) / 10} s`
  if (stopped === 'deadline') return `took too long and was stopped ${after}`
  if (stopped === 'cancelled') return `was stopped ${after}, because the run was cancelled`
  return signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`
}
