import { type PermissionName, permissionNames } from '@suite/release-assets'
import { visible } from '@suite/report'
import type { PermissionPolicy } from '../permissions/policy.ts'
import { type FlagLine, readFlagLine } from './flag-line.ts'
import { adviceFor } from './misplaced.ts'
import { clusterOf, permissionFlagNames } from './permission-names.ts'
import { describeBadValues } from './permission-values.ts'

/** What deno is called with, so that it grants what the lines say. */
export interface FlagPlan {
  /** In the long form, with `--no-prompt` at the end. */
  readonly args: readonly string[]
  /** The set of deno.json that the lines name; empty for the one of `compile.permissions`, undefined for none. */
  readonly set?: string
}

/** What is wrong with the lines of an input, one sentence each. */
export interface FlagProblems {
  readonly problems: readonly string[]
}

type Checked = { readonly arg: string; readonly set?: string } | { readonly problem: string }

/**
 * Reads the lines of `permissions`. What the binaries hold decides in the end; this finds early what deno would read
 * in another way than it looks.
 */
export function permissionFlags(lines: readonly string[], policy: PermissionPolicy): FlagPlan | FlagProblems {
  const seen = new Map<string, number>()
  const problems: string[] = []
  const args: string[] = []
  let set: string | undefined
  for (const [index, line] of lines.entries()) {
    const checked = checkLine(line.trim(), policy)
    const at = `line ${index + 1} of \`permissions\``
    if ('problem' in checked) {
      problems.push(`${at} ${checked.problem}`)
      continue
    }
    const name = nameOf(checked.arg)
    const earlier = seen.get(name)
    if (earlier !== undefined)
      problems.push(
        `${at} repeats ${name} of line ${earlier}; write all values in one line, separated by commas`,
      )
    seen.set(name, index + 1)
    args.push(checked.arg)
    if (checked.set !== undefined) set = checked.set
  }
  if (problems.length > 0) return { problems }
  const all = [...args.filter((arg) => arg !== '--no-prompt'), '--no-prompt']
  return set === undefined ? { args: all } : { args: all, set }
}

function nameOf(arg: string): string {
  const equals = arg.indexOf('=')
  return equals < 0 ? arg : arg.slice(0, equals)
}

function checkLine(line: string, policy: PermissionPolicy): Checked {
  const read = readFlagLine(line)
  if ('problem' in read) return read
  const { name, value } = read.flag
  const flag = permissionFlagNames.get(name)
  if (flag !== undefined) return checkPermission(flag, value, policy)
  if (name === '-P' || name === '--permission-set') return checkSet(value)
  if (name === '--no-prompt' && value === undefined) return { arg: name }
  return { problem: describeOther(read.flag) }
}

function checkPermission(flag: string, value: string | undefined, { broad }: PermissionPolicy): Checked {
  const [kind = '', permission] = flag.slice(2).split('-')
  const name = permissionNames.find((known) => known === permission)
  if (name === undefined) return { problem: `has an unknown flag: ${flag}` }
  const isGrant = kind === 'allow' && !broad.has(name)
  if (value === undefined) return isGrant ? { problem: describeBare(flag, name) } : { arg: flag }
  const bad = describeBadValues(name, value, isGrant)
  return bad === undefined ? { arg: `${flag}=${value}` } : { problem: `(${flag}) ${bad}` }
}

function describeBare(flag: string, name: PermissionName): string {
  return `allows everything: ${flag}; list what the program needs, as in ${flag}=…, or say in \`permission-policy\` why it must be broad: "${name}: <reason>"`
}

function checkSet(value: string | undefined): Checked {
  if (value === undefined) return { arg: '-P', set: '' }
  if (value === '' || value !== value.trim() || value.includes(','))
    return { problem: 'must name one set after -P=, or write -P for the one of `compile.permissions`' }
  return { arg: `-P=${value}`, set: value }
}

function describeOther({ name, value }: FlagLine): string {
  const shown = visible(name, 60)
  if (name === '-A' || name === '--allow-all')
    return `allows everything: ${shown}${value === undefined ? '' : '=…, with any value'}; list what the program needs, one flag for each permission`
  if (name === '--no-prompt') return 'gives --no-prompt a value, which deno ignores; leave it out'
  if (/^--(allow|deny)-hrtime$/.test(name)) return `has ${shown}, which does nothing since deno 2; remove it`
  const cluster = clusterOf(name)
  if (cluster !== undefined)
    return `joins short flags: ${shown}; all but the last one would be without a limit; write each in a line of its own, as in ${cluster[0]}=…`
  if (/^-[RWINESAP]./.test(name))
    return `joins a flag and its value: ${shown}; write ${name.slice(0, 2)}=${visible(name.slice(2), 40)}`
  const advice = adviceFor(name)
  if (advice !== undefined) return `has ${shown}: ${advice}`
  if (isForFlags(name)) return `has ${shown}, which belongs in \`flags\``
  const close = [...permissionFlagNames.keys()].find((known) => isClose(known, name))
  return `has an unknown flag: ${shown}${close === undefined ? '' : `; it may stand for ${close}`}`
}

function isForFlags(name: string): boolean {
  return (
    ['--icon', '--no-terminal', '--exclude-unused-npm', '--self-extracting'].includes(name) ||
    name.startsWith('--unstable-')
  )
}

function isClose(known: string, name: string): boolean {
  const lower = name.toLowerCase().replaceAll('_', '-')
  return (
    known.startsWith('--') &&
    (known === lower || (lower.length > 8 && known.startsWith(lower)) || `${known}s` === lower)
  )
}
