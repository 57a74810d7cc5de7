import { runClean } from './base-run.ts'
import { careless, carelessScenario, cellsByMistake } from './careless/scenario.ts'
import { cellsOf } from './cells.ts'
import { runCell } from './run-cell.ts'

/** One mistake of the careless action, and whether the sweep found it. */
export interface Mistake {
  readonly mistake: string
  readonly cells: number
  /** How many of them ended as falsely green. */
  readonly found: number
}

/** Sweeps an action that is wrong in three ways. A sweep that does not find each of them shows nothing. */
export async function findMistakes(): Promise<readonly Mistake[]> {
  const clean = await runClean(carelessScenario, undefined)
  const cells = cellsByMistake(cellsOf(careless, carelessScenario.name, clean))
  const found: Mistake[] = []
  for (const [mistake, those] of Object.entries(cells)) {
    const results = await Promise.all(those.map((cell) => runCell(cell, carelessScenario, clean, undefined)))
    const green = results.filter(({ outcome }) => outcome === 'false').length
    found.push({ mistake, cells: those.length, found: green })
  }
  return found
}
