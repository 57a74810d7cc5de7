import { type CellResult, failing } from '@suite/testkit/sweep'

const everyMs = 15_000

/** Prints what fails at once, and from time to time how far the sweep is and how long it will take. */
export function startProgress(all: number, verbose: boolean): (result: CellResult) => void {
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
    const seconds = (((now - startedAt) / done) * (all - done)) / 1_000
    console.log(`${done} of ${all} cells; about ${formatSeconds(seconds)} left`)
  }
}

/** Returns a time for people. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`
}
