import { createHash } from 'node:crypto'
import { type Bar, type Cell, idOfBar } from '@suite/testkit/sweep'
import type { SweepOptions } from './options.ts'

/** Returns the cells that the options ask for. */
export function selectCells(
  cells: readonly Cell[],
  { faults, cell }: Pick<SweepOptions, 'faults' | 'cell'>,
): readonly Cell[] {
  if (cell !== undefined) return cells.filter(({ id }) => id === cell)
  if (faults.length === 0) return cells
  return cells.filter(({ id, group }) =>
    [group, ...id.split(' / ').slice(3)].some((each) => faults.includes(each)),
  )
}

/** Returns the bars that the options ask for. */
export function selectBars(
  action: string,
  bars: readonly Bar[],
  { scenario, faults, cell }: Pick<SweepOptions, 'scenario' | 'faults' | 'cell'>,
): readonly Bar[] {
  if (cell !== undefined) return bars.filter((bar) => idOfBar(action, bar) === cell)
  const isAsked = [scenario === undefined ? [] : [scenario], faults].every(
    (asked) => asked.length === 0 || asked.includes('replicas'),
  )
  return isAsked ? bars : []
}

/** What a sweep runs. */
export interface Chosen {
  /** Run however long it takes. */
  readonly always: readonly Cell[]
  /** Run in this order, while there is time. */
  readonly whileTime: readonly Cell[]
}

/**
 * Returns the cells of a sample; the seed chooses among those that show the same.
 *
 * Always run are requests that the action itself sends in its main scenario: each of them meets a fault of each group,
 * and each fault happens to one of them, both once and for good. The rest is spread over actions and groups.
 *
 * @param main the name of the main scenario of each action
 */
export function chooseSample(
  cells: readonly Cell[],
  main: ReadonlyMap<string, string>,
  seed: number,
): Chosen {
  const shuffled = cells
    .map((cell) => ({ cell, at: createHash('sha1').update(`${seed} ${cell.id}`).digest('hex') }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ cell }) => cell)
  const always = coverRequests(shuffled.filter((cell) => isMain(cell, main)))
  const kept = new Set(always)
  return { always, whileTime: spread(shuffled.filter((cell) => !kept.has(cell))) }
}

/** Returns whether a cell is about a request that an action itself sends in its main scenario. */
export function isMain(
  { action, scenario, own, injected, unreached }: Cell,
  main: ReadonlyMap<string, string>,
): boolean {
  return own && injected.kind === 'request' && unreached === undefined && main.get(action) === scenario
}

/**
 * Returns one cell of each request and group, and one of each fault of an action: as few as possible, so that a request
 * shows a fault that no other one has shown.
 */
function coverRequests(cells: readonly Cell[]): readonly Cell[] {
  const shown = new Set<string>()
  const isNew = (cell: Cell) => !shown.has(faultOf(cell))
  const show = (cell: Cell) => {
    shown.add(faultOf(cell))
    return cell
  }
  const places = new Map<string, Cell[]>()
  for (const cell of cells) places.set(placeOf(cell), [...(places.get(placeOf(cell)) ?? []), cell])
  const ofRequests = [...places.values()].flatMap((there) => {
    const cell = there.find(isNew) ?? there[0]
    return cell === undefined ? [] : [show(cell)]
  })
  return [...ofRequests, ...cells.filter((cell) => isNew(cell) && show(cell))]
}

function placeOf({ action, group, injected }: Cell): string {
  const { host, name, nth } = ofRequest(injected)
  return [action, host, name, nth, group].join(' / ')
}

function faultOf({ action, injected }: Cell): string {
  const { fault, times } = ofRequest(injected)
  return [action, fault, times].join(' / ')
}

function ofRequest(injected: Cell['injected']) {
  if (injected.kind !== 'request') throw new Error(`no request meets ${injected.kind}`)
  return injected
}

/** Returns the cells in rounds: one of each action and group, then one more of each, and so on. */
function spread(cells: readonly Cell[]): readonly Cell[] {
  const counts = new Map<string, number>()
  return cells
    .map((cell) => {
      const key = `${cell.action} / ${cell.group}`
      const round = counts.get(key) ?? 0
      counts.set(key, round + 1)
      return { cell, round }
    })
    .sort((a, b) => a.round - b.round)
    .map(({ cell }) => cell)
}
