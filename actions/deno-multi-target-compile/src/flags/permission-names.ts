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

/** Returns the flags that a cluster of letters such as `-RWE` stands for; undefined if it is not a cluster. */
export function clusterOf(name: string): readonly string[] | undefined {
  if (!/^-[RWINESAP]{2,40}$/.test(name)) return undefined
  return [...name.slice(1)].map((letter) => permissionFlagNames.get(`-${letter}`) ?? `-${letter}`)
}

/** Says whether a flag is one of permissions, in whatever spelling: then it does not belong in `flags`. */
export function isAboutPermissions(name: string): boolean {
  return (
    permissionFlagNames.has(name) ||
    /^(-[RWINESAP]|--(?:allow|deny|ignore|permission)-)/.test(name) ||
    ['--no-prompt', '--prompt'].includes(name)
  )
}
