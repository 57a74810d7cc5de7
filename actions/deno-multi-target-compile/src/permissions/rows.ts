import {
  type BakedPermission,
  type BakedPermissions,
  type PermissionName,
  type PermissionScope,
  permissionNames,
} from '@suite/release-assets'
import { visible } from '@suite/report'
import type { PermissionRow } from '../binary-facts.ts'
import { broadValue } from './broad-value.ts'
import { defaultImportHosts } from './default-hosts.ts'
import type { PermissionPolicy } from './policy.ts'

/** Returns why a permission is broad, one sentence for each value; empty if it is not. */
export function breadthOf(permission: PermissionName, { allow }: BakedPermission): readonly string[] {
  if (allow === null) return []
  if (allow === 'all') return [`${permission} is not limited`]
  return allow.flatMap((value) => {
    const why = broadValue(permission, value)
    return why === undefined
      ? []
      : [`${permission} allows ${JSON.stringify(visible(value, 120))}, which ${why}`]
  })
}

/** Returns the table of permissions: one row for each of them. */
export function permissionRows(
  permissions: BakedPermissions,
  { broad }: PermissionPolicy,
): readonly PermissionRow[] {
  return permissionNames.map((permission) => {
    const { allow, deny, ignore } = permissions[permission]
    const isBroad = breadthOf(permission, permissions[permission]).length > 0
    const hidden = describeScope(ignore ?? null)
    return {
      permission,
      allowed: permission === 'import' ? describeImports(allow) : describeScope(allow),
      denied: hidden === nothing ? describeScope(deny) : `${describeScope(deny)}; hidden: ${hidden}`,
      reason: isBroad ? broad.get(permission)?.reason : undefined,
    }
  })
}

const nothing = 'nothing'

function describeScope(scope: PermissionScope): string {
  if (scope === null) return nothing
  return scope === 'all' ? 'everything' : scope.map((value) => visible(value, 200)).join(', ')
}

function describeImports(scope: PermissionScope): string {
  if (scope === null || scope === 'all') return describeScope(scope)
  const others = scope.filter((host) => !defaultImportHosts.has(host))
  if (scope.length - others.length < defaultImportHosts.size) return describeScope(scope)
  return [
    `the ${defaultImportHosts.size} usual hosts of deno`,
    ...others.map((host) => visible(host, 200)),
  ].join(', ')
}
