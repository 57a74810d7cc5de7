import { setTimeout as sleep } from 'node:timers/promises'

/** Time and chance, as waiting needs them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** From 0 to 1. */
  random(): number
  /** Resolves after so many milliseconds, or at once if the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
}
