import { join, relative, sep } from 'node:path'
import { parseJsonc } from '@suite/config-file/jsonc'
import { UsageError } from '@suite/errors'
import type { ChosenManager } from './choose-manager.ts'
import { readManifest } from './manifest.ts'
import type { Files } from './ports.ts'
import type { Project } from './project.ts'
import { reasons } from './reasons.ts'

/**
 * Refuses a project that asks for packages, if the lockfile is above it and does not have it: an install from there
 * passes and brings none of them.
 * @throws UsageError `lockfile-missing`
 */
export async function requireCoverage(
  files: Files,
  { folder, shown, manifest }: Pick<Project, 'folder' | 'shown' | 'manifest'>,
  chosen: Pick<ChosenManager, 'folder' | 'lockfiles'>,
): Promise<void> {
  if (chosen.folder === folder || !manifest.asksForPackages) return
  const path = relative(chosen.folder, folder).split(sep).join('/')
  const top = readManifest((await files.read(join(chosen.folder, 'package.json'))) ?? '{}')
  const hasWorkspaces = typeof top !== 'string' && top.hasWorkspaces
  for (const name of chosen.lockfiles)
    if (hasPackage(name, (await files.read(join(chosen.folder, name))) ?? '', path, hasWorkspaces)) return
  throw new UsageError(
    reasons['lockfile-missing'],
    `${shown} has dependencies, and ${chosen.lockfiles.join(', ')} above it does not contain this package`,
    `Commit a lockfile in ${shown}, or add it to the workspaces of the package above it and install again.`,
  )
}

/**
 * Returns whether a lockfile has the package of a workspace. The lockfile of Yarn 1 and the binary one of bun do not
 * list these packages; there it is enough that the package above has workspaces.
 *
 * @param lockfile its name
 * @param path of the package, from the folder of the lockfile, with slashes
 * @param hasWorkspaces whether the package in that folder has workspaces
 */
export function hasPackage(lockfile: string, text: string, path: string, hasWorkspaces: boolean): boolean {
  switch (lockfile) {
    case 'package-lock.json':
    case 'npm-shrinkwrap.json':
      return hasKey(text, 'packages', path)
    case 'bun.lock':
      return hasKey(text, 'workspaces', path)
    case 'pnpm-lock.yaml':
      return text.split(/\r?\n/).some((line) => keyOfImporter(line) === path)
    case 'yarn.lock':
      return /^__metadata:/m.test(text) ? text.includes(`@workspace:${path}"`) : hasWorkspaces
    default:
      return hasWorkspaces
  }
}

function hasKey(text: string, field: string, key: string): boolean {
  const { value } = parseJsonc(text.replace(/^\uFEFF/, ''))
  const list = isObject(value) ? value[field] : undefined
  return isObject(list) && Object.hasOwn(list, key)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Returns the key of a line such as `  apps/api:`, two spaces deep, where pnpm lists the packages of a workspace. */
function keyOfImporter(line: string): string | undefined {
  const [, quoted, key] = /^ {2}(['"]?)([^\s'":][^'":]*)\1:(?: \{\})?$/.exec(line) ?? []
  return quoted === undefined ? undefined : key
}
