import { type CellResult, failing } from '@suite/testkit/sweep'

const everyMs = 15_000

/**
 * Prints what fails at once, and from time to time how far the sweep is and how long it will take.
 *
 * @param until the time of `performance.now()` at which it ends even if cells are left
 */
export function startProgress(all: number, verbose: boolean, until: number): (result: CellResult) => void {
  const startedAt = performance.now()
  let printedAt = startedAt
  let done = 0
  return ({ id, outcome, why, milliseconds }) => {
    done += 1
    const isBad = failing.includes(outcome)
    if (isBad || verbose)
      console.log(`${isBad ? 'FAIL  ' : ''}${outcome}  ${id}  (${milliseconds} ms)\n      ${why}`)
    const now = performance.now()
    if (now - printedAt < everyMs) return
    printedAt = now
    const seconds = Math.min(((now - startedAt) / done) * (all - done), Math.max(until - now, 0)) / 1_000
    console.log(`${done} of ${all} cells; about ${formatSeconds(seconds)} left`)
  }
}

/** Returns a time for people. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`
}
