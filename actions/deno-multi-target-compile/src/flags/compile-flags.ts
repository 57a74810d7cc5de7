import { visible } from '@suite/report'
import { readFlagLine } from './flag-line.ts'
import { adviceFor } from './misplaced.ts'
import type { FlagProblems } from './permission-flags.ts'
import { isAboutPermissions } from './permission-names.ts'

/** The flags of `flags`, by the targets that they are for. */
export interface CompileFlags {
  /** For every target. */
  readonly args: readonly string[]
  /** For the targets of Windows as well; deno refuses them for others. */
  readonly windowsArgs: readonly string[]
  /** The path of the icon, from `working-directory`; undefined if there is none. */
  readonly icon?: string
}

type Checked =
  | { readonly arg: string; readonly isForWindows: boolean; readonly icon?: string }
  | { readonly problem: string }

/**
 * Reads the lines of `flags`.
 * @param hasWindows whether anything is compiled for Windows
 */
export function compileFlags(lines: readonly string[], hasWindows: boolean): CompileFlags | FlagProblems {
  const problems: string[] = []
  const accepted: Exclude<Checked, { problem: string }>[] = []
  const seen = new Map<string, number>()
  for (const [index, line] of lines.entries()) {
    const at = `line ${index + 1} of \`flags\``
    const checked = checkLine(line.trim())
    if ('problem' in checked) {
      problems.push(`${at} ${checked.problem}`)
      continue
    }
    const name = checked.arg.split('=', 1)[0] ?? ''
    const earlier = seen.get(name)
    if (earlier !== undefined) problems.push(`${at} repeats ${name} of line ${earlier}`)
    seen.set(name, index + 1)
    if (checked.isForWindows && !hasWindows)
      problems.push(
        `${at} has ${name}, which is for Windows alone, and \`targets\` names no target of Windows`,
      )
    accepted.push(checked)
  }
  if (problems.length > 0) return { problems }
  const icon = accepted.find((flag) => flag.icon !== undefined)?.icon
  return {
    args: accepted.filter((flag) => !flag.isForWindows).map(({ arg }) => arg),
    windowsArgs: accepted.filter((flag) => flag.isForWindows).map(({ arg }) => arg),
    ...(icon === undefined ? {} : { icon }),
  }
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['--no-terminal', true],
  ['--exclude-unused-npm', false],
  ['--self-extracting', false],
])

function checkLine(line: string): Checked {
  const read = readFlagLine(line)
  if ('problem' in read) return read
  const { name, value } = read.flag
  const shown = visible(name, 60)
  if (name === '--icon') return checkIcon(value)
  const isForWindows = switches.get(name)
  if (isForWindows !== undefined || /^--unstable-[a-z0-9]{1,30}(-[a-z0-9]{1,30}){0,6}$/.test(name)) {
    if (value !== undefined)
      return {
        problem: `gives ${shown} a value, which deno ignores: the flag would be on; leave the value or the line out`,
      }
    return { arg: name, isForWindows: isForWindows ?? false }
  }
  if (name === '--unstable') return { problem: 'has --unstable; name each feature, as in --unstable-kv' }
  if (isAboutPermissions(name)) return { problem: `has ${shown}, which belongs in \`permissions\`` }
  const advice = adviceFor(name)
  return {
    problem:
      advice === undefined
        ? `has ${shown}; the flags that this input takes are --icon=…, --no-terminal, --unstable-…, --exclude-unused-npm and --self-extracting`
        : `has ${shown}: ${advice}`,
  }
}

function checkIcon(value: string | undefined): Checked {
  const names = (value ?? '').split('/')
  if (value === undefined || value === '')
    return { problem: 'must name a file after --icon=, as in --icon=app.ico' }
  if (/^([\\/]|[A-Za-z]:)/.test(value) || value.includes('\\') || names.includes('..'))
    return {
      problem: `must name an icon of the commit, from \`working-directory\`: ${visible(value, 120)} lies elsewhere`,
    }
  if (/^["'~]|\$/.test(value))
    return { problem: `has ${visible(value, 120)}, in which nothing is expanded or unquoted` }
  return { arg: `--icon=${value}`, isForWindows: true, icon: value }
}
