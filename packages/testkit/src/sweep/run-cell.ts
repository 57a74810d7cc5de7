import type { BundleRun } from '../bundle/run-bundle.ts'
import type { WarmNodes } from '../core/warm/warm-nodes.ts'
import { type CleanRun, stateOf } from './base-run.ts'
import { findLeaks } from './canaries.ts'
import type { Cell } from './cells.ts'
import { changesFor, namesOf, secondsFor } from './changes-for.ts'
import { type Elsewhere, startElsewhere } from './elsewhere.ts'
import { filesOf, textsOf } from './left-behind.ts'
import type { CellResult } from './matrix.ts'
import { type CellFacts, judgeCell } from './outcome.ts'
import { findSameRun, keepRun } from './same-run.ts'
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
  const same = findSameRun(clean, cell)
  if (same !== undefined) return { ...about, milliseconds: 0, ...same }
  const facts = await runAlone(cell, scenario, clean, warm)
  const judged = judgeCell(facts)
  if (facts.asked === 1) keepRun(clean, cell, judged)
  return { ...about, milliseconds: Math.round(performance.now() - startedAt), ...judged }
}

/** What is known at the end of a run, and how many requests had the name of the one that met the fault, from it on. */
type Facts = CellFacts & { readonly asked: number }

/** Opens a world for one run. If the deadline of the run was too near to reach the fault, there is a second one. */
async function runAlone(
  cell: Cell,
  scenario: Scenario,
  clean: CleanRun,
  warm: WarmNodes | undefined,
  seconds = secondsFor(cell, clean),
): Promise<Facts> {
  const [world, elsewhere] = await Promise.all([scenario.open(), startElsewhere(clean.requests)])
  const run = (programs: ProgramsOfWorld | undefined, nodeUnder: NodeUnder) =>
    runIn({ cell, scenario, clean, warm, world, elsewhere, programs, nodeUnder, seconds })
  let facts: Facts
  try {
    facts = await withPrograms(world, (programs) => withNodes((nodeUnder) => run(programs, nodeUnder)))
  } finally {
    await Promise.all([world.close(), elsewhere.close()])
  }
  const wasTooShort = cell.waits && facts.unreached !== undefined && seconds < longest
  return wasTooShort ? runAlone(cell, scenario, clean, warm, longest) : facts
}

/** The seconds of a run that is not expected to wait. */
const longest = 60

interface Parts {
  readonly cell: Cell
  readonly scenario: Scenario
  readonly clean: CleanRun
  readonly warm: WarmNodes | undefined
  readonly world: World
  readonly elsewhere: Elsewhere
  readonly programs: ProgramsOfWorld | undefined
  readonly nodeUnder: NodeUnder
  readonly seconds: number
}

async function runIn(parts: Parts): Promise<Facts> {
  const { cell, scenario, clean, warm, world, elsewhere, programs } = parts
  const {
    changes,
    unreached,
    names,
    asked = [],
    folders = [],
    ...about
  } = await changesFor(cell, {
    scenario,
    world,
    clean,
    elsewhere,
    programs,
    nodeUnder: parts.nodeUnder,
    seconds: parts.seconds,
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
  left['a request to another origin'] = elsewhere.received(asked)
  left['an argument of a program'] = (await programs?.argumentsOf()) ?? ''
  for (const [where, content] of Object.entries((await world.left?.()) ?? {}))
    left[where] = typeof content === 'string' ? content : content.toString('latin1')
  return {
    deserves: scenario.deserves,
    ran,
    missing,
    unreached: why,
    leaks: findLeaks([...world.secrets, ...(world.granted?.() ?? [])], left),
    programs: (world.programs ?? []).map(({ name }) => name),
    finishes: isKill && world.finishes === true,
    outlivedBy: [...new Set([...first.outlivedBy, ...ran.outlivedBy])],
    names: [...names, ...folders, ...asked.flatMap(namesOf)],
    asked: asked.length,
    ...about,
  }
}
