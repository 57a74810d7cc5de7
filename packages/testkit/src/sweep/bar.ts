import type { CellResult } from './matrix.ts'

/** What a share of many simulated runs must do, in a simulation that a seed repeats. */
export interface Bar {
  /** What the simulated world does, and what the runs must do. Unique in the action, and without " / ". */
  readonly name: string
  /** How many of {@link runsOfBar} must do it. */
  readonly atLeast: number
  /** Simulates one run; returns how it ended, and whether that is right. */
  run(seed: number): Promise<{ readonly reason: string; readonly isRight: boolean }>
}

/** How many runs a bar is measured with. */
const runsOfBar = 1_000

/** Returns the name of the cell of a bar. */
export const idOfBar = (action: string, { name }: Bar) => [action, 'replicas', name].join(' / ')

/** Measures a bar, as a cell of the sweep. */
export async function runBar(action: string, bar: Bar): Promise<CellResult> {
  const startedAt = performance.now()
  const reasons: Record<string, number> = {}
  let right = 0
  for (let seed = 1; seed <= runsOfBar; seed += 1) {
    const { reason, isRight } = await bar.run(seed)
    reasons[reason] = (reasons[reason] ?? 0) + 1
    if (isRight) right += 1
  }
  const counts = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`)
  return {
    id: idOfBar(action, bar),
    action,
    scenario: 'replicas',
    group: 'replicas',
    outcome: right >= bar.atLeast ? 'true' : 'false',
    why: `${right} of ${runsOfBar} runs are right, and ${bar.atLeast} must be: ${counts.join(', ')}`,
    milliseconds: Math.round(performance.now() - startedAt),
  }
}
