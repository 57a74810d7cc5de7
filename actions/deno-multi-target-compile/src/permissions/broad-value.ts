import type { PermissionName } from '@suite/release-assets'
import { broadHost } from './broad-host.ts'
import { broadPath } from './broad-path.ts'
import { broadProgram } from './broad-program.ts'

const judges: Readonly<Record<PermissionName, (value: string) => string | undefined>> = {
  read: broadPath,
  write: broadPath,
  ffi: broadPath,
  net: broadHost,
  import: broadHost,
  run: broadProgram,
  env: broadVariable,
  sys: () => undefined,
}

/** Returns what makes a value of a permission mean everything, as in "covers every host"; undefined if it does not. */
export function broadValue(permission: PermissionName, value: string): string | undefined {
  if (value.trim() === '' || value.trim() === '*') return 'covers everything'
  return judges[permission](value)
}

/** A star at the end covers every name that begins with what comes before it. */
function broadVariable(name: string): string | undefined {
  return name.endsWith('*') && name.length <= 2 ? 'covers almost every variable' : undefined
}
