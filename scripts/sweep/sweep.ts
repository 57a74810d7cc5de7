import {
  type Cell,
  type CellResult,
  type CleanRun,
  cellsOf,
  inLanes,
  openWarmNodes,
  runCell,
  runClean,
  type Scenario,
} from '@suite/testkit/sweep'
import type { Chosen } from './choose.ts'
import { startProgress } from './progress.ts'

export interface SweepPlan {
  choose(cells: readonly Cell[]): Chosen
  readonly lanes: number
  /** After this time of `performance.now()`, only what is always run begins. */
  readonly until: number
  readonly verbose: boolean
}

export interface Swept {
  readonly results: readonly CellResult[]
  /** The chosen cells that did not begin. */
  readonly unswept: readonly Cell[]
  /** Scenarios and cells that could not be run at all. */
  readonly broken: readonly string[]
}

/** Runs the cells of all scenarios side by side. */
export async function sweep(
  actions: readonly { readonly action: string; readonly scenarios: readonly Scenario[] }[],
  plan: SweepPlan,
): Promise<Swept> {
  const warm = openWarmNodes()
  const results: CellResult[] = []
  const broken: string[] = []
  const known = new Map<Cell, { scenario: Scenario; clean: CleanRun }>()
  const unswept: Cell[] = []
  try {
    const all = actions.flatMap(({ action, scenarios }) =>
      scenarios.map((scenario) => ({ action, scenario })),
    )
    await inLanes(
      all,
      async ({ action, scenario }) => {
        try {
          const clean = await runClean(scenario, warm)
          for (const cell of cellsOf(action, scenario.name, clean)) known.set(cell, { scenario, clean })
        } catch (error) {
          broken.push(`${action}: ${error instanceof Error ? error.message : error}`)
        }
      },
      { lanes: plan.lanes },
    )
    const chosen = plan.choose([...known.keys()].sort(inOrder))
    const always = new Set(chosen.always)
    const cells = [...always, ...chosen.whileTime]
    console.log(`${cells.length} cells of ${all.length} scenarios, ${plan.lanes} at a time`)
    const note = startProgress(cells.length, plan.verbose, plan.until)
    const runOne = async (cell: Cell) => {
      const of = known.get(cell)
      if (of === undefined || (performance.now() > plan.until && !always.has(cell))) {
        unswept.push(cell)
        return
      }
      try {
        const result = await runCell(cell, of.scenario, of.clean, warm)
        results.push(result)
        note(result)
      } catch (error) {
        broken.push(`${cell.id}: ${error instanceof Error ? error.stack : error}`)
      }
    }
    // A run that waits for its deadline needs no processor, so that many can wait together.
    const mayWait = (cell: Cell) => cell.waits || known.get(cell)?.scenario.patience !== undefined
    await Promise.all([
      inLanes(cells.filter(mayWait), runOne, { lanes: plan.lanes * 3 }),
      inLanes(
        cells.filter((cell) => !mayWait(cell)),
        runOne,
        { lanes: plan.lanes },
      ),
    ])
  } finally {
    warm.close()
  }
  return { results, unswept, broken }
}

/** A fault for good often is the same run as the fault once, so that those come first. */
function inOrder(a: Cell, b: Cell): number {
  const isLater = ({ injected }: Cell) => injected.kind === 'request' && injected.times !== 'once'
  return Number(isLater(a)) - Number(isLater(b)) || (a.id < b.id ? -1 : 1)
}
