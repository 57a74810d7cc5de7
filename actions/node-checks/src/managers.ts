/** The package managers that this action knows. */
export const managerNames = ['npm', 'pnpm', 'yarn', 'bun'] as const
export type ManagerName = (typeof managerNames)[number]

/** The lockfiles, by their names, and whose they are. */
export const lockfiles: ReadonlyMap<string, ManagerName> = new Map([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
])

/** A package manager as it is called. Yarn 2 and later is another program than Yarn 1. */
export type Flavor = Exclude<ManagerName, 'yarn'> | 'yarn 1' | 'yarn 2+'

/** The arguments that install exactly what the lockfile says, or fail. */
export const frozenInstall: Readonly<Record<Flavor, readonly string[]>> = {
  npm: ['ci'],
  pnpm: ['install', '--frozen-lockfile'],
  'yarn 1': ['install', '--frozen-lockfile', '--non-interactive'],
  'yarn 2+': ['install', '--immutable'],
  bun: ['install', '--frozen-lockfile'],
}

/** Returns the package from which npm gets a manager. */
export function packageOf(name: ManagerName, flavor: Flavor): string {
  return flavor === 'yarn 2+' ? '@yarnpkg/cli-dist' : name
}

/** Returns which program a manager is. */
export function flavorOf(name: ManagerName, isModernYarn: boolean): Flavor {
  if (name !== 'yarn') return name
  return isModernYarn ? 'yarn 2+' : 'yarn 1'
}

/** Returns the name under which a manager is called. */
export function programOf(flavor: Flavor): ManagerName {
  return flavor === 'yarn 1' || flavor === 'yarn 2+' ? 'yarn' : flavor
}
