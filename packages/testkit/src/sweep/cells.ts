import { programFaults } from '../core/altered-program.ts'
import { requestFaults } from '../core/fault-catalogue.ts'
import { type FaultGroup, isRead, type RequestFault } from '../core/request-fault.ts'
import type { RecordedRequest } from './request-names.ts'
import { runnerFaults } from './runner-faults.ts'

/** What goes wrong in a cell, and where. */
export type Injected =
  | (RequestPlace & { readonly kind: 'request'; readonly fault: string; readonly times: Times })
  | (RequestPlace & { readonly kind: 'others'; readonly act: string; readonly when: 'before' | 'after' })
  | (RequestPlace & { readonly kind: 'kill'; readonly by: KillBy; readonly when: KillWhen })
  | { readonly kind: 'program'; readonly program: string; readonly nth: number; readonly fault: string }
  | { readonly kind: 'runner'; readonly fault: string }
  | { readonly kind: 'none'; readonly debug: boolean }

export interface RequestPlace {
  readonly host: string
  readonly name: string
  readonly nth: number
}

const timesOf = ['once', 'for good', 'now and then'] as const
export type Times = (typeof timesOf)[number]
const killsBy = ['SIGKILL', 'a cancelled run'] as const
export type KillBy = (typeof killsBy)[number]
const killsWhen = ['before', 'during', 'after'] as const
export type KillWhen = (typeof killsWhen)[number]

/** One run of the sweep. */
export interface Cell {
  /** The text that `--cell` repeats it by. */
  readonly id: string
  readonly action: string
  readonly scenario: string
  readonly group: FaultGroup
  /** About the action itself, not about a request of a program that it starts. */
  readonly own: boolean
  /** The run may wait until its deadline. */
  readonly waits: boolean
  /** Why the fault cannot take place here: the cell is not run. */
  readonly unreached?: string
  readonly injected: Injected
}

/** What is known of a run without faults. */
export interface BaseRun {
  readonly requests: readonly RecordedRequest[]
  /** How often each program is started. */
  readonly starts: Readonly<Record<string, number>>
  readonly others: readonly string[]
  /** The scenario can say which state a run must reach. */
  readonly hasState: boolean
}

/** Returns every cell of a scenario. */
export function cellsOf(action: string, scenario: string, base: BaseRun): readonly Cell[] {
  const cell = (
    parts: readonly string[],
    group: FaultGroup,
    injected: Injected,
    { own = true, waits = false, unreached }: About = {},
  ): Cell => ({
    id: [action, scenario, ...parts].join(' / '),
    action,
    scenario,
    group,
    own,
    waits,
    ...(unreached !== undefined && { unreached }),
    injected,
  })
  const ofRequests = base.requests.flatMap((request) => {
    const { host, name, nth, own } = request
    const place = { host, name, nth }
    const where = `${host} ${name} #${nth}`
    return requestFaults.flatMap((fault) =>
      timesFor(fault.group).map((times) =>
        cell(
          [where, fault.name, times],
          fault.group,
          { kind: 'request', ...place, fault: fault.name, times },
          { own, waits: fault.waits === true, unreached: whyUnreached(fault, request, times) },
        ),
      ),
    )
  })
  // After one request is before the next one.
  const last = base.requests.at(-1)
  const ofOthers = base.requests.flatMap((request) => {
    const { host, name, nth, own } = request
    const moments = request === last ? (['before', 'after'] as const) : (['before'] as const)
    return base.others.flatMap((act) =>
      moments.map((when) =>
        cell(
          [`${host} ${name} #${nth}`, `${act} ${when}`],
          'others',
          { kind: 'others', host, name, nth, act, when },
          { own },
        ),
      ),
    )
  })
  const writes = base.hasState ? base.requests.filter((request) => !isRead(request)) : []
  const ofKills = writes.flatMap(({ host, name, nth, own }) =>
    killsBy.flatMap((by) =>
      killsWhen.map((when) =>
        cell(
          [`${host} ${name} #${nth}`, `${by} ${when}`],
          'kill',
          { kind: 'kill', host, name, nth, by, when },
          { own },
        ),
      ),
    ),
  )
  const ofPrograms = Object.entries(base.starts).flatMap(([program, starts]) =>
    Array.from({ length: starts }, (_, at) => at + 1).flatMap((nth) =>
      programFaults.map(({ name, waits }) =>
        cell(
          [`${program} start #${nth}`, name],
          'program',
          { kind: 'program', program, nth, fault: name },
          { waits: waits === true },
        ),
      ),
    ),
  )
  const ofRunner = runnerFaults.map(({ name, notHere }) =>
    cell(['runner', name], 'runner', { kind: 'runner', fault: name }, { unreached: notHere?.() }),
  )
  const plain = [false, true].map((debug) =>
    cell([debug ? 'debug logging' : 'no fault'], 'canary', { kind: 'none', debug }),
  )
  return [...plain, ...ofRequests, ...ofPrograms, ...ofRunner, ...ofOthers, ...ofKills]
}

interface About {
  readonly own?: boolean
  readonly waits?: boolean
  readonly unreached?: string | undefined
}

/** Returns why a fault cannot take place at a request, as far as a run without faults shows it. */
function whyUnreached(fault: RequestFault, request: RecordedRequest, times: Times): string | undefined {
  if (fault.group === 'stale' && !request.afterWrite) return 'nothing was written before'
  const { method, target, answer } = request
  const plan = fault.plan(
    { method, target, answer, origin: '', elsewhere: '', before: () => undefined },
    times,
  )
  return 'unreached' in plan ? plan.unreached : undefined
}

/** An answer of another replica comes now and then: a stale one, then a current one. */
function timesFor(group: FaultGroup): readonly Times[] {
  return group === 'stale' ? timesOf : timesOf.filter((times) => times !== 'now and then')
}
