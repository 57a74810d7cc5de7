/** How a program ended, and what it printed. */
export interface Ended {
  /** `null` if a signal ended the program. */
  readonly exitCode: number | null
  /** `null` if the program exited by itself. */
  readonly signal: NodeJS.Signals | null
  readonly stdout: Buffer
  readonly stderr: Buffer
  /** Whether the program printed more than is kept; the beginning is then missing. */
  readonly cut: boolean
  /** Why the program was stopped; `undefined` if it was not stopped. */
  readonly stopped: 'deadline' | 'cancelled' | undefined
  readonly milliseconds: number
}

/**
 * Returns how a program ended, as the end of "the program …": `ended with exit code 1`, `was ended by SIGKILL`, `was
 * stopped after 30 s`.
 */
export function describeEnd({
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
