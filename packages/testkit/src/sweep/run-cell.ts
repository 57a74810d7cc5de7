import type { BundleRun } from '../bundle/run-bundle.ts'
import type { WarmNodes } from '../core/warm/warm-nodes.ts'
import { type CleanRun, stateOf } from './base-run.ts'
import { findLeaks } from './canaries.ts'
import type { Cell } from './cells.ts'
import { changesFor } from './changes-for.ts'
import { type Elsewhere, startElsewhere } from './elsewhere.ts'
import { filesOf, textsOf } from './left-behind.ts'
import type { CellResult } from './matrix.ts'
import { type CellFacts, judgeCell } from './outcome.ts'
import type { Scenario, World } from './scenario.ts'
import { type NodeUnder, withNodes } from './with-nodes.ts'
import { type ProgramsOfWorld, withPrograms } from './with-programs.ts'

/** Runs one cell: opens a world, injects, runs the action, and asks the world whether the thing happened. */
export async function runCell(
  cell: Cell,
  scenario: Scenario,
  clean: CleanRun,
  warm: WarmNodes | undefined,
): Promise<CellResult> {
  const startedAt = performance.now()
  const { id, action, group } = cell
  const about = { id, action, scenario: scenario.name, group }
  if (cell.unreached !== undefined)
    return { ...about, milliseconds: 0, outcome: 'unreached', why: cell.unreached }
  const [world, elsewhere] = await Promise.all([scenario.open(), startElsewhere(clean.requests)])
  try {
    const facts = await withPrograms(world, (programs) =>
      withNodes((nodeUnder) => runIn({ cell, scenario, clean, warm, world, elsewhere, programs, nodeUnder })),
    )
    return { ...about, milliseconds: Math.round(performance.now() - startedAt), ...judgeCell(facts) }
  } finally {
    await Promise.all([world.close(), elsewhere.close()])
  }
}

interface Parts {
  readonly cell: Cell
  readonly scenario: Scenario
  readonly clean: CleanRun
  readonly warm: WarmNodes | undefined
  readonly world: World
  readonly elsewhere: Elsewhere
  readonly programs: ProgramsOfWorld | undefined
  readonly nodeUnder: NodeUnder
}

async function runIn(parts: Parts): Promise<CellFacts> {
  const { cell, scenario, clean, warm, world, elsewhere, programs } = parts
  const { changes, unreached, ...about } = await changesFor(cell, {
    scenario,
    world,
    clean,
    elsewhere,
    programs,
    nodeUnder: parts.nodeUnder,
  })
  const left: Record<string, string> = {}
  const run = async (more: typeof changes): Promise<BundleRun> => {
    const since = Date.now() - 1_000
    const ran = await world.run({
      ...programs?.changes,
      ...(warm && { warm }),
      ...more,
      look: async (folder) => {
        const isExcepted = (name: string) =>
          world.secretFiles?.includes(name) ||
          (more.signal?.name === 'SIGKILL' && world.secretFilesOfRun?.test(name)) ||
          false
        Object.assign(left, await filesOf(folder, since, isExcepted))
      },
    })
    for (const [where, text] of Object.entries(textsOf(ran))) left[where] = `${left[where] ?? ''}\n${text}`
    return ran
  }
  const first = await run(changes)
  const why = await unreached()
  const isKill = cell.injected.kind === 'kill'
  const brokenFirst = isKill && first.exitCode === 0 ? await world.missing(first) : undefined
  const ran = isKill ? await run({ timeoutMs: 240_000 }) : first
  let missing = brokenFirst ?? (ran.exitCode === 0 ? await world.missing(ran) : undefined)
  if (isKill && ran.exitCode === 0 && missing === undefined && (await stateOf(world)) !== clean.state)
    missing = `the state differs from that of one clean run: ${await stateOf(world)}, not ${clean.state}`
  left['a request to another origin'] = elsewhere.received()
  left['an argument of a program'] = (await programs?.argumentsOf()) ?? ''
  for (const [where, content] of Object.entries((await world.left?.()) ?? {}))
    left[where] = typeof content === 'string' ? content : content.toString('latin1')
  return {
    deserves: scenario.deserves,
    ran,
    missing,
    unreached: why,
    leaks: findLeaks(world.secrets, left),
    ...about,
  }
}
