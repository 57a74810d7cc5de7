import { parseArgs } from 'node:util'

export interface FuzzOptions {
  /** The names of the targets; all of them if it is empty. */
  readonly names: readonly string[]
  /** Processor time for all targets together. */
  readonly seconds: number
  readonly seed: number
  /** Keeps the counts of each target, for the table of README.md. */
  readonly keep: boolean
}

export const usage = 'npm run fuzz -- [target …] [--seconds 60] [--seed 1] [--keep]'

/**
 * Returns what the command line asks for.
 * @param freshSeed is used if the line gives no seed
 * @throws Error for what is no such option
 */
export function readOptions(args: readonly string[], freshSeed: number): FuzzOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      seed: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  })
  return {
    names: positionals,
    seconds: values.seconds === undefined ? 60 : readNumber('--seconds', values.seconds),
    seed: values.seed === undefined ? freshSeed : readNumber('--seed', values.seed),
    keep: values.keep,
  }
}

function readNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} must be a whole number, such as 60; it is ${text}`)
  return Number(text)
}
