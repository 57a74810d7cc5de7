import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { CleanRun } from './base-run.ts'
import type { Cell, Injected } from './cells.ts'
import type { Elsewhere } from './elsewhere.ts'
import { around, injectInto, type Met } from './inject.ts'
import type { CellFacts } from './outcome.ts'
import { addressesOf, relocated } from './relocated.ts'
import type { RecordedRequest } from './request-names.ts'
import { runnerFaults } from './runner-faults.ts'
import type { RunChanges, Scenario, World } from './scenario.ts'
import type { NodeUnder } from './with-nodes.ts'
import type { ProgramsOfWorld } from './with-programs.ts'

/** What a cell changes in a run, and what there is to know of it afterwards. */
export interface CellChanges extends Pick<CellFacts, 'names' | 'withoutOutputs' | 'withoutLog'> {
  readonly changes: RunChanges
  /** The targets of the requests of the name of the place, as sent, from the one on that met the fault first. */
  readonly asked?: readonly string[]
  /** The folders of the runner, which a message may name. */
  readonly folders?: readonly string[]
  /** Returns why the fault did not take place; undefined if it did. */
  unreached(): Promise<string | undefined>
}

interface Parts {
  readonly scenario: Scenario
  readonly world: World
  readonly clean: CleanRun
  readonly elsewhere: Elsewhere
  readonly programs: ProgramsOfWorld | undefined
  readonly nodeUnder: NodeUnder
  /** The `timeout` of the run. */
  readonly seconds: number
}

/** Prepares a world for a cell. */
export async function changesFor(cell: Cell, parts: Parts): Promise<CellChanges> {
  const { scenario, world, elsewhere } = parts
  const { injected } = cell
  const seconds = Math.min(parts.seconds, scenario.patience ?? 60)
  const common: RunChanges = {
    inputs: { timeout: `${seconds}s` },
    timeoutMs: (seconds + 90) * 1_000,
    debug: injected.kind === 'none' ? injected.debug : isOdd(cell.id),
  }
  const authorities = [...Object.values(world.hosts), elsewhere].map(({ url }) => new URL(url).host)
  const names = [...authorities, ...(world.subjects ?? [])]
  const settle = (met: Met) => async () => met.why
  switch (injected.kind) {
    case 'none':
      return { changes: common, names, unreached: async () => undefined }
    case 'request': {
      const known = recordedOf(parts.clean, injected)
      const answer = relocated(known.answer, parts.clean.addresses, addressesOf(world))
      const recorded = { ...known, answer }
      const met = injectInto(world, injected, recorded, elsewhere.url)
      return { changes: common, names, asked: met.asked, unreached: settle(met) }
    }
    case 'others': {
      const act = world.others?.[injected.act]
      if (act === undefined) throw new Error(`the scenario has no act ${injected.act}`)
      return { changes: common, names, unreached: settle(around(world, injected, { [injected.when]: act })) }
    }
    case 'kill':
      return prepareKill(injected, world, common, names)
    case 'program': {
      await parts.programs?.alter(injected.program, injected.nth, injected.fault)
      return {
        changes: common,
        names: [...names, injected.program],
        unreached: async () =>
          (await parts.programs?.wasMet(injected.program, injected.nth))
            ? undefined
            : 'the program did not start so often, or had no output to cut',
      }
    }
    case 'runner': {
      const found = runnerFaults.find(({ name }) => name === injected.fault)
      if (found === undefined) throw new Error(`no such fault of the runner: ${injected.fault}`)
      const { arrange, withoutOutputs, closesLog, under, before } = found
      const folders: string[] = []
      const reader = { of: ['stdout'], leaves: Promise.resolve() } as const
      return {
        changes: {
          ...common,
          arrange(folder) {
            folders.push(folder.workspace, folder.temp)
            return arrange(folder)
          },
          ...(closesLog && { reader }),
          ...(under !== undefined && { node: await parts.nodeUnder(under, before), warm: undefined }),
        },
        names: [...names, 'GITHUB_', 'RUNNER_', 'workspace', 'output', 'summary'],
        folders,
        ...(withoutOutputs && { withoutOutputs }),
        ...(closesLog && { withoutLog: true }),
        unreached: async () => undefined,
      }
    }
  }
}

/** Half of the cells run with debug logging, always the same half. */
function isOdd(id: string): boolean {
  return createHash('sha1').update(id).digest().readUInt8() % 2 === 1
}

/**
 * GitHub cancels a run with SIGINT, and 7.5 s later SIGTERM.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
function prepareKill(
  injected: Extract<Injected, { kind: 'kill' }>,
  world: World,
  changes: RunChanges,
  names: readonly string[],
): CellChanges {
  let kill = () => {}
  const killed = new Promise<void>((resolve) => {
    kill = resolve
  })
  const isHard = injected.by === 'SIGKILL'
  // A killed run does not see what follows. A cancelled one does, a moment later.
  const strike = () => {
    kill()
    return isHard ? new Promise(() => {}) : pause(100)
  }
  const at = { before: { before: strike }, during: { after: strike }, after: { ended: kill } }[injected.when]
  const met = around(world, injected, at)
  const then = { name: 'SIGTERM', after: 7_500 } as const
  return {
    changes: {
      ...changes,
      signal: isHard ? { name: 'SIGKILL', when: killed } : { name: 'SIGINT', when: killed, then },
    },
    names,
    unreached: async () => met.why,
  }
}

/**
 * A run that waits until its deadline gets a near one, which a run without faults would still meet on this machine. Any
 * other gets time enough for a busy machine.
 */
export function secondsFor({ waits, injected }: Cell, clean: CleanRun): number {
  if (!waits) return 60
  return Math.ceil(clean.seconds * 2) + ('times' in injected && injected.times === 'once' ? 4 : 2)
}

function recordedOf(
  { requests }: CleanRun,
  { host, name, nth }: Extract<Injected, { kind: 'request' }>,
): RecordedRequest {
  const found = requests.find((each) => each.host === host && each.name === name && each.nth === nth)
  if (found === undefined) throw new Error(`a run without faults does not send ${host} ${name} #${nth}`)
  return found
}

/**
 * Returns the texts by which a message may name a target: as it was sent, its path, the end of its path, the digest at
 * its end, the number of its pull request, and each of them with digests of twelve digits, as a headline has them.
 */
export function namesOf(target: string): string[] {
  const [path = ''] = target.split('?')
  const segments = decodeURI(path).split('/')
  const ends = segments.slice(1, -1).map((_, at) => segments.slice(at + 1).join('/'))
  const digest = /sha256:[0-9a-f]{64}$/.exec(path)?.[0]
  const number = /\/(?:pulls|issues)\/(\d+)/.exec(path)?.[1]
  const names = [target, path, ...ends, ...(digest ? [digest] : []), ...(number ? [`#${number}`] : [])]
  const short = names.map((name) => name.replaceAll(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1'))
  return [...new Set([...names, ...short])]
}
