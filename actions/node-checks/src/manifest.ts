import type { ManagerName } from './managers.ts'
import { managerNames } from './managers.ts'

/** What `package.json` says that matters here. */
export interface Manifest {
  /** The package managers that the project names, of which one is used; empty if it names none that is known. */
  readonly managers: readonly NamedManager[]
  readonly scripts: ReadonlyMap<string, string>
  /** Whether an install has anything to do: there are dependencies of any kind, or workspaces. */
  readonly hasDependencies: boolean
  /** Whether it asks for packages itself, which only an install of this very package brings. */
  readonly asksForPackages: boolean
  readonly hasWorkspaces: boolean
}

export interface NamedManager {
  readonly name: ManagerName
  /** A version or a range; undefined if only the name is given. */
  readonly version: string | undefined
  /** The field that names it, for messages. */
  readonly field: 'packageManager' | 'devEngines.packageManager'
}

/** The fields that ask for packages. */
const packageFields = ['dependencies', 'devDependencies', 'optionalDependencies']
/** The fields that an install reads. */
const dependencyFields = [...packageFields, 'peerDependencies', 'workspaces']

/**
 * Reads the text of a `package.json`. A byte-order mark is left out, as npm does.
 * @returns what is wrong with it, as the end of "x/package.json …"
 */
export function readManifest(text: string): Manifest | string {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return 'is not JSON'
  }
  if (!isRecord(value)) return 'is not a JSON object'
  const { scripts = {} } = value
  if (!isRecord(scripts)) return 'has a field `scripts` that is not an object'
  const managers = namedManagers(value)
  if (typeof managers === 'string') return managers
  return {
    managers,
    scripts: new Map(
      Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    hasDependencies: dependencyFields.some((field) => isFilled(value[field])),
    asksForPackages: packageFields.some((field) => isFilled(value[field])),
    hasWorkspaces: isFilled(value.workspaces),
  }
}

function namedManagers(manifest: Readonly<Record<string, unknown>>): NamedManager[] | string {
  const { packageManager, devEngines } = manifest
  if (packageManager !== undefined) {
    // A digest may follow the version after `+`.
    const parts =
      typeof packageManager === 'string' ? /^([a-z]+)@([^+\s]+)(\+\S*)?$/.exec(packageManager) : null
    if (parts === null) return 'has a field `packageManager` that is not `name@version`'
    const [, name = '', version] = parts
    return isManager(name)
      ? [{ name, version, field: 'packageManager' }]
      : `names the package manager ${name}, which this action does not know`
  }
  const wanted = isRecord(devEngines) ? devEngines.packageManager : undefined
  // The field may list several, each of which may be used.
  return [wanted].flat().flatMap((each): NamedManager[] => {
    const { name, version } = isRecord(each) ? each : {}
    if (typeof name !== 'string' || !isManager(name)) return []
    const isGiven = typeof version === 'string' && version.trim() !== ''
    return [{ name, version: isGiven ? version.trim() : undefined, field: 'devEngines.packageManager' }]
  })
}

function isManager(name: string): name is ManagerName {
  return (managerNames as readonly string[]).includes(name)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
