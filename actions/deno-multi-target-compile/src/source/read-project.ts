import { readFile, stat } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { placeOf } from '@suite/changes/clone'
import { UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import { allowsScripts, type DenoConfig, membersOf, readDenoConfig } from './deno-config.ts'
import type { LaidOut } from './laid-out.ts'
import { namedPathsOf } from './named-paths.ts'
import type { Lock, Project } from './project.ts'
import { sourceReasons } from './reasons.ts'

export interface ProjectTerms {
  /** From `workingDirectory`, as the input gives it. */
  readonly entrypoint: string
  /** From the root of the repository; `.` is the root. */
  readonly workingDirectory: string
  /** From `workingDirectory`; undefined means that the configuration is searched for. */
  readonly config: string | undefined
}

/** In the order in which deno looks for them in a folder. */
const configNames = ['deno.json', 'deno.jsonc']
/** What deno looks for in every folder above a program. */
const searchedAbove = [...configNames, 'package.json', 'node_modules']

/**
 * Reads the configuration of a program that is laid out. The configuration is searched for from the folder of the
 * entrypoint upward, to the root of the repository.
 * @throws UsageError `project-invalid` if a configuration cannot be read, or there is one above the folder
 */
export async function readProject(laid: LaidOut, terms: ProjectTerms): Promise<Project> {
  await refuseAbove(laid.folder)
  const entrypoint = posix.join(terms.workingDirectory, terms.entrypoint)
  const config =
    terms.config === undefined
      ? findUpward(laid, posix.dirname(entrypoint))
      : posix.join(terms.workingDirectory, terms.config)
  const own = config === undefined ? {} : await read(laid, config)
  const workspace = config === undefined ? undefined : await findWorkspace(laid, config)
  const root = workspace?.config ?? own
  const rootConfig = workspace?.path ?? config
  const all = new Map([
    [config ?? '', own],
    [rootConfig ?? '', root],
  ])
  return {
    workingDirectory: terms.workingDirectory,
    entrypoint,
    isEntrypointTracked: laid.tracked.has(entrypoint),
    config,
    rootConfig,
    version: root.version,
    lock: lockOf(laid, root, posix.dirname(rootConfig ?? '.')),
    scriptsAllowedBy: [...all].find(([, each]) => allowsScripts(each))?.[0],
    hasCompilePermissions: [...all.values()].some(({ compile }) => compile?.permissions !== undefined),
    importHosts: importHostsOf([...all.values()]),
    namedPaths: [...all].flatMap(([path, each]) => namedPathsOf(each, posix.dirname(path))),
  }
}

async function read({ folder, tracked, included }: LaidOut, path: string): Promise<DenoConfig> {
  if (!tracked.has(path) && !included.includes(path))
    throw new UsageError(
      sourceReasons['project-invalid'],
      `config names ${visible(path)}, which is not a file of the commit`,
      'Give the path of a tracked deno.json, from working-directory.',
    )
  return readDenoConfig(path, await readFile(placeOf(folder, path), 'utf8'))
}

function findUpward({ tracked, included }: LaidOut, from: string): string | undefined {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const found = configNames
      .map((name) => posix.join(folder, name))
      .find((path) => tracked.has(path) || included.includes(path))
    if (found !== undefined || folder === '.' || folder.startsWith('..') || folder === '/') return found
  }
}

/** Returns the nearest configuration, from this one upward, that names the members of a workspace. */
async function findWorkspace(laid: LaidOut, config: string) {
  for (let path: string | undefined = config; path !== undefined; ) {
    const found = await read(laid, path)
    if (membersOf(found) !== undefined) return { path, config: found }
    const folder = posix.dirname(path)
    path = folder === '.' ? undefined : findUpward(laid, posix.dirname(folder))
  }
  return undefined
}

function lockOf({ tracked, included }: LaidOut, { lock }: DenoConfig, folder: string): Lock {
  if (lock === false) return { kind: 'off' }
  const named = typeof lock === 'object' ? lock.path : lock === true ? undefined : lock
  const path = posix.join(folder, named ?? 'deno.lock')
  if (tracked.has(path)) return { kind: 'tracked', path }
  return { kind: included.includes(path) ? 'untracked' : 'missing', path }
}

/** Returns the hosts of the sets that limit them. A set without limits is refused by its bytes. */
function importHostsOf(configs: readonly DenoConfig[]): ReadonlyMap<string, readonly string[]> {
  const sets = configs.flatMap(({ permissions = {}, compile }) => [
    ...Object.entries(permissions),
    ['', compile?.permissions ?? permissions.default] as const,
  ])
  return new Map(
    sets.flatMap(([name, set]) => {
      const hosts = allowedIn(set)
      return hosts.length > 0 ? [[name, hosts] as const] : []
    }),
  )
}

function allowedIn(set: unknown): readonly string[] {
  const found: unknown = isObject(set) ? set.import : undefined
  const allowed: unknown = isObject(found) ? found.allow : found
  return Array.isArray(allowed) ? allowed.filter((host) => typeof host === 'string') : []
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Refuses what deno would find above the folder: it is in no commit. */
async function refuseAbove(folder: string): Promise<void> {
  for (let level = dirname(folder); ; level = dirname(level)) {
    for (const name of searchedAbove) {
      const path = join(level, name)
      const isThere = await stat(path).then(
        () => true,
        () => false,
      )
      if (isThere)
        throw new UsageError(
          sourceReasons['project-invalid'],
          `${visible(path)} is above the folder in which the commit is compiled, and deno would use it`,
          'Remove it from the runner before this step.',
        )
    }
    if (dirname(level) === level) return
  }
}
