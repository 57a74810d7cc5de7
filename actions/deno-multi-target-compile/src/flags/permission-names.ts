import { permissionNames } from '@suite/release-assets'

/** The flags of permissions that take values, by all their spellings. */
export const permissionFlagNames: ReadonlyMap<string, string> = new Map([
  ...permissionNames.flatMap((name) => [
    [`--allow-${name}`, `--allow-${name}`] as const,
    [`--deny-${name}`, `--deny-${name}`] as const,
  ]),
  ['--ignore-env', '--ignore-env'],
  ['--ignore-read', '--ignore-read'],
  ['-R', '--allow-read'],
  ['-W', '--allow-write'],
  ['-I', '--allow-import'],
  ['-N', '--allow-net'],
  ['-E', '--allow-env'],
  ['-S', '--allow-sys'],
])

/** The letters of all short flags about permissions. */
const letters = 'RWINESAP'

/** Returns what the letters of a cluster such as `-RWE` grant without a limit; undefined if it is no cluster. */
export function clusterOf(name: string): readonly string[] | undefined {
  if (!/^-[A-Za-z]{2,40}$/.test(name)) return undefined
  const flags = [...name.slice(1)].filter((letter) => letters.includes(letter))
  return flags.length === 0
    ? undefined
    : flags.map((letter) => permissionFlagNames.get(`-${letter}`) ?? `-${letter}`)
}

/** Says whether a flag is one of permissions, in whatever spelling: then it does not belong in `flags`. */
export function isAboutPermissions(name: string): boolean {
  return (
    permissionFlagNames.has(name) ||
    clusterOf(name) !== undefined ||
    /^--(allow|deny|ignore|permission)-/i.test(name) ||
    ['-A', '-P', '--no-prompt', '--prompt'].includes(name)
  )
}
