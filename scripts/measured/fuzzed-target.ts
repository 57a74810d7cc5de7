import type { Fuzzed } from '../fuzz/fuzz-all.ts'

/** How much of one target was looked at, and what repeats it. */
export interface FuzzedTarget extends Omit<Fuzzed, 'name'> {
  /** Seconds of processor time. */
  readonly seconds: number
  readonly seed: number
}

/** Returns the counts of each target. */
export function fuzzedTargets(
  fuzzed: readonly Fuzzed[],
  seed: number,
  seconds: number,
): Readonly<Record<string, FuzzedTarget>> {
  return Object.fromEntries(fuzzed.map(({ name, ...counts }) => [name, { ...counts, seconds, seed }]))
}
