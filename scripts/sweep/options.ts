import { parseArgs } from 'node:util'

/** What `npm run sweep` is asked for. */
export interface SweepOptions {
  /** Names of actions; empty means all. */
  readonly actions: readonly string[]
  readonly scenario: string | undefined
  /** Faults, by their names or groups; empty means all. */
  readonly faults: readonly string[]
  /** The whole name of one cell. */
  readonly cell: string | undefined
  /** Only a sample, for so many minutes. */
  readonly sample: boolean
  readonly minutes: number
  /** Which sample: the same number gives the same one. */
  readonly seed: number
  readonly lanes: number | undefined
  /** Prints every cell. */
  readonly verbose: boolean
  /** Keeps the counts of each action that is swept whole, for the table of README.md. */
  readonly keep: boolean
}

/** Returns the options of a command line. */
export function readOptions(given: readonly string[], newSeed: number): SweepOptions {
  const { values } = parseArgs({
    args: [...given],
    options: {
      action: { type: 'string', multiple: true, default: [] },
      scenario: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      cell: { type: 'string' },
      sample: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '4' },
      seed: { type: 'string' },
      lanes: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  })
  const { action, scenario, fault, cell, sample, minutes, seed, lanes, verbose, keep } = values
  return {
    actions: action.length > 0 ? action : cell === undefined ? [] : [cell.split(' / ')[0] ?? ''],
    scenario: scenario ?? cell?.split(' / ')[1],
    faults: fault,
    cell,
    sample,
    minutes: Number(minutes),
    seed: seed === undefined ? newSeed : Number(seed),
    lanes: lanes === undefined ? undefined : Number(lanes),
    verbose,
    keep,
  }
}
