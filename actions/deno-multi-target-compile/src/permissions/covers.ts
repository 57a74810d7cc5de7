import type { PermissionName } from '@suite/release-assets'

type Covers = (wide: string, narrow: string) => boolean

const rules: Readonly<Record<PermissionName, Covers>> = {
  read: coversPath,
  write: coversPath,
  ffi: coversPath,
  net: coversHost,
  import: coversHost,
  env: coversVariable,
  run: () => false,
  sys: () => false,
}

/** Says whether one value of a permission grants all that another one grants. In doubt it does not. */
export function covers(permission: PermissionName, wide: string, narrow: string): boolean {
  return wide === narrow || rules[permission](wide, narrow)
}

function coversPath(wide: string, narrow: string): boolean {
  const [outer, inner] = [namesOf(wide), namesOf(narrow)]
  // Such a path is absolute on Windows, and a name elsewhere.
  if ([wide, narrow].some((path) => /\\|^[A-Za-z]:/.test(path))) return false
  return (
    wide.startsWith('/') === narrow.startsWith('/') &&
    !inner.includes('..') &&
    !outer.includes('..') &&
    outer.every((name, index) => name === inner[index])
  )
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

/** A host without a port stands for all its ports, and `*.` for all hosts below it. */
function coversHost(wide: string, narrow: string): boolean {
  const [outer, inner] = [hostOf(wide), hostOf(narrow)]
  if (outer === undefined || inner === undefined) return false
  if (outer.port !== '' && outer.port !== inner.port) return false
  return (
    outer.name === inner.name || (outer.name.startsWith('*.') && inner.name.endsWith(outer.name.slice(1)))
  )
}

function hostOf(value: string): { readonly name: string; readonly port: string } | undefined {
  const found = /^([a-z0-9*._-]{1,255})(?::(\d{1,5}))?$/.exec(value.toLowerCase())
  return found === null ? undefined : { name: found[1] ?? '', port: found[2] ?? '' }
}

function coversVariable(wide: string, narrow: string): boolean {
  return wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1))
}
