import { type BakedPermissions, type PermissionScope, permissionNames } from '@suite/release-assets'
import { defaultImportHosts } from './default-hosts.ts'

/** Returns the flags that grant what a binary holds, with paths from the folder of the project. */
export function flagsInstead(permissions: BakedPermissions, projectFolder: string): readonly string[] {
  return permissionNames.flatMap((name) => {
    const { allow, deny, ignore } = permissions[name]
    const hasPaths = name === 'read' || name === 'write' || name === 'ffi' || name === 'run'
    const flag = (kind: string, scope: PermissionScope | undefined) => {
      if (scope === null || scope === undefined) return []
      if (scope === 'all') return [`--${kind}-${name}`]
      const values = scope.map((value) => (hasPaths ? relativePath(value, projectFolder) : value))
      return [`--${kind}-${name}=${values.join(',')}`]
    }
    const isUsual = name === 'import' && allow !== null && allow !== 'all' && isDefault(allow)
    return [...(isUsual ? [] : flag('allow', allow)), ...flag('deny', deny), ...flag('ignore', ignore)]
  })
}

function isDefault(hosts: readonly string[]): boolean {
  return hosts.length === defaultImportHosts.size && hosts.every((host) => defaultImportHosts.has(host))
}

function relativePath(path: string, folder: string): string {
  const [from, to] = [folder, path].map((each) =>
    each
      .replaceAll('\\', '/')
      .split('/')
      .filter((name) => name !== ''),
  )
  if (from === undefined || to === undefined || !/^([A-Za-z]:)?[\\/]/.test(path)) return path
  const shared = from.findIndex((name, index) => name !== to[index])
  const common = shared < 0 ? from.length : shared
  // A path that only begins alike is one of the system.
  if (common < Math.min(from.length, 2)) return path
  const result = [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
  return result === '' ? '.' : result
}
