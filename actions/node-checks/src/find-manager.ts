import { join } from 'node:path'
import { UsageError } from '@suite/errors'
import { posixShell } from '@suite/report'
import { satisfies, valid } from 'semver'
import type { ChosenManager } from './choose-manager.ts'
import { type Flavor, flavorOf, packageOf } from './managers.ts'
import type { NamedManager } from './manifest.ts'
import type { Command, Ports } from './ports.ts'
import { reasons } from './reasons.ts'

/** A package manager that is ready to be called. */
export interface Manager {
  readonly flavor: Flavor
  readonly version: string
  /** Returns the command that calls it. */
  readonly call: (args: readonly string[]) => Command
}

/**
 * Returns the manager at the version that the project names: the one on the runner if it fits, or else one that npm
 * fetches.
 * @throws UsageError `manager-missing`
 */
export async function findManager(
  { programs, files }: Ports,
  chosen: ChosenManager,
  all: readonly NamedManager[],
): Promise<Manager> {
  const { name, folder } = chosen
  const named = all.find((each) => each.name === name)
  const wanted = named?.version
  const installed = await versionOf({ program: name, args: [] }, folder)
  const isModern =
    name === 'yarn' &&
    (isModernVersion(wanted) ||
      (!isYarn1(wanted) &&
        ((await files.exists(join(folder, '.yarnrc.yml'))) || (await hasModernLockfile()))))
  const flavor = flavorOf(name, isModern)
  if (installed !== undefined && fits(installed, wanted, flavor))
    return { flavor, version: installed, call: (args) => ({ program: name, args }) }
  const has = installed === undefined ? `${name} is not on the runner` : `the runner has ${name} ${installed}`
  if (wanted === undefined)
    throw new UsageError(
      reasons['manager-missing'],
      flavor === 'yarn 2+' && installed !== undefined
        ? `${has}, but the project is one of Yarn 2 or later, and package.json does not name the version`
        : `${has}, and package.json does not name a version of it`,
      `Write \`"packageManager": "${name}@<version>"\` into package.json, or install ${name} in a step before this one.`,
    )
  // A range such as >=9 is quoted in the same way in sh and in PowerShell.
  const from = `${packageOf(name, flavor)}@${wanted}`
  const call = (args: readonly string[]) => ({
    program: 'npx',
    args: ['--yes', '--package', from, '--', name, ...args],
  })
  const answer = await programs.run(call(['--version']), { folder })
  const fetched = answer?.exitCode === 0 ? versionIn(answer.lastLines.join('\n')) : undefined
  if (fetched === undefined || !fits(fetched, wanted, flavor)) {
    const said = answer?.lastLines.findLast((line) => line.trim() !== '')
    const why = answer === undefined ? 'npx is not on the runner' : `npm could not fetch ${from}`
    throw new UsageError(
      reasons['manager-missing'],
      `${has}, ${named?.field} asks for ${wanted}, and ${why}${said === undefined ? '' : ` (${said.trim()})`}`,
      `Install it in a step before this one, such as \`npm install --global ${posixShell.quote(from)}\`, or correct ${named?.field}.`,
    )
  }
  return { flavor, version: fetched, call }

  async function versionOf({ program, args }: Command, place: string): Promise<string | undefined> {
    const printed = await programs.ask({ program, args: [...args, '--version'] }, place)
    return printed === undefined ? undefined : versionIn(printed)
  }

  async function hasModernLockfile(): Promise<boolean> {
    const text = await files.read(join(folder, 'yarn.lock'))
    return text !== undefined && /^__metadata:/m.test(text)
  }
}

/** Returns the version on the last line; a manager may print a warning before it. */
function versionIn(printed: string): string | undefined {
  return valid(printed.trim().split('\n').at(-1)?.trim()) ?? undefined
}

/** Returns whether only Yarn 2 or later fits. */
function isModernVersion(wanted: string | undefined): boolean {
  return wanted !== undefined && !satisfies('1.22.22', wanted) && !isYarn1(wanted)
}

/** Returns whether a version or range such as `^1.22` names Yarn 1. */
function isYarn1(wanted: string | undefined): boolean {
  return wanted !== undefined && /^[~^=v\s]*[01](\.|$)/.test(wanted)
}

function fits(installed: string, wanted: string | undefined, flavor: Flavor): boolean {
  const isOther = flavor.startsWith('yarn') && installed.startsWith('1.') !== (flavor === 'yarn 1')
  return !isOther && (wanted === undefined || satisfies(installed, wanted, { includePrerelease: true }))
}
