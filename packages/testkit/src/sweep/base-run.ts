import type { WarmNodes } from '../core/warm/warm-nodes.ts'
import type { BaseRun } from './cells.ts'
import type { Judged } from './outcome.ts'
import { type Addresses, addressesOf } from './relocated.ts'
import { recordRequests } from './request-names.ts'
import type { Scenario, World } from './scenario.ts'
import { withPrograms } from './with-programs.ts'

/** A run without faults, and the state that it reached. */
export interface CleanRun extends BaseRun {
  /** JSON; undefined if the scenario has no state. */
  readonly state: string | undefined
  readonly addresses: Addresses
  /** Outcomes of runs with a fault, by its place and name, that hold for other cells too. See `keepRun`. */
  readonly runs: Map<string, Judged>
  /** How long it took. */
  readonly seconds: number
}

/**
 * Runs a scenario without faults.
 * @throws Error if the run does not end as the scenario deserves: then it cannot be swept
 */
export async function runClean(scenario: Scenario, warm: WarmNodes | undefined): Promise<CleanRun> {
  const world = await scenario.open()
  try {
    return await withPrograms(world, async (programs) => {
      const recorded = recordRequests(world)
      const ran = await world.run({ ...programs?.changes, ...(warm && { warm }) })
      const { exitCode, outputs } = ran
      const expected = scenario.deserves === 'fail' ? 1 : 0
      const missing = expected === 0 ? await world.missing(ran) : undefined
      if (
        exitCode !== expected ||
        outputs.verdict !== scenario.deserves ||
        outputs.reason === 'bug' ||
        missing
      )
        throw new Error(
          `${scenario.name}: without a fault it should end as ${scenario.deserves}, and ended as ${outputs.verdict} (${outputs.reason}), exit code ${exitCode}${missing ? `; ${missing}` : ''}\n${ran.stdout}${ran.stderr}`,
        )
      const starts = await programs?.counts()
      return {
        requests: recorded(),
        starts: starts ?? {},
        others: Object.keys(world.others ?? {}),
        hasState: world.state !== undefined && scenario.deserves === 'pass',
        state: await stateOf(world),
        addresses: addressesOf(world),
        runs: new Map(),
        seconds: ran.milliseconds / 1_000,
      }
    })
  } finally {
    await world.close()
  }
}

/** Returns the state of a world as text that can be compared. */
export async function stateOf(world: World): Promise<string | undefined> {
  return world.state === undefined ? undefined : JSON.stringify(await world.state())
}
