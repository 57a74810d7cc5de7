import { visible } from '@suite/report'

/** A flag as it stands in a line. */
export interface FlagLine {
  /** With its dashes, such as `--allow-read` or `-RW`. */
  readonly name: string
  /** What follows `=`; undefined if there is no `=`. */
  readonly value: string | undefined
}

/** A flag, or what is wrong with the line. */
export type FlagOrProblem = { readonly flag: FlagLine } | { readonly problem: string }

/** Splits a line into a flag and its value. No shell reads the line, so quotes and variables stay as they are. */
export function readFlagLine(line: string): FlagOrProblem {
  const shown = visible(line, 120)
  if (/^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/.test(line))
    return { problem: `begins with a dash that is not "-": ${shown}` }
  if (line === '-' || line === '--' || !line.startsWith('-'))
    return { problem: `is not a flag: ${shown}; a value follows its flag after "=", as in --allow-read=data` }
  if (/\s--?[A-Za-z]/.test(line))
    return { problem: `holds more than one flag: ${shown}; write each in a line of its own` }
  const equals = line.indexOf('=')
  const name = equals < 0 ? line : line.slice(0, equals)
  if (/\s/.test(name))
    return { problem: `has a space in a flag: ${shown}; write its value after "=", without spaces` }
  if (hasControl(line)) return { problem: `holds a control character: ${shown}` }
  return { flag: { name, value: equals < 0 ? undefined : line.slice(equals + 1) } }
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\x7f')
}
