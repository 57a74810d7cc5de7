import type { Ports } from './ports.ts'

/** Waits in milliseconds for a read to catch up with a write: about 40 seconds together. */
const forReads = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]

const shortest = 1_000
const longest = 15_000

/** What must be left of the run after a wait, so that it can read once more and report. */
const reserve = 5_000

type Patience = Pick<Ports, 'wait' | 'remaining'>

/**
 * Waits for the next time that the same is awaited.
 * @param times how often it was waited for already
 * @returns false, without a wait, if it was waited for long enough or the run is about to end
 */
export async function waitForRead({ wait, remaining }: Patience, times: number): Promise<boolean> {
  const next = forReads[times]
  if (next === undefined || remaining() < next + reserve) return false
  await wait(next)
  return true
}

/** Does the same, but until the run is about to end. */
export async function waitForLong({ wait, remaining }: Patience, times: number): Promise<boolean> {
  const next = Math.min(shortest * 2 ** Math.min(times, 10), longest)
  if (remaining() < next + reserve) return false
  await wait(next)
  return true
}
