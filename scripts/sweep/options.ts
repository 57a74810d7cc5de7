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

export const usage =
  'npm run sweep -- [--action name …] [--scenario name] [--fault name …] [--cell name] [--sample] [--minutes 4] [--seed 1] [--lanes 4] [--verbose] [--keep]'

/**
 * Returns the options of a command line.
 * @throws Error for what is no such option
 */
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
    minutes: readNumber('--minutes', minutes),
    seed: seed === undefined ? newSeed : readNumber('--seed', seed),
    lanes: lanes === undefined ? undefined : readNumber('--lanes', lanes),
    verbose,
    keep,
  }
}

function readNumber(option: string, text: string): number {
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text) && Number(text) > 0) return Number(text)
  throw new Error(`${option} must be a number above 0, such as 4; it is ${text}`)
}
