import {
  type BakedPermissions,
  type PermissionName,
  type PermissionScope,
  permissionNames,
} from '@suite/release-assets'
import { visible } from '@suite/report'
import { covers } from './covers.ts'

/** Something that a binary may do, and an earlier one may not. */
export interface Growth {
  readonly permission: PermissionName
  /** `allowed` is new; what was `denied` or `ignored` is not any more. */
  readonly kind: 'allowed' | 'denied' | 'ignored'
  /** The values; `all` stands for everything. */
  readonly values: readonly string[] | 'all'
}

/** Returns what grew from one set of permissions to another. A value within an earlier one is no growth. */
export function comparePermissions(before: BakedPermissions, now: BakedPermissions): readonly Growth[] {
  return permissionNames.flatMap((permission) => {
    const [old, current] = [before[permission], now[permission]]
    const added = beyond(permission, old.allow, current.allow)
    // What is denied or ignored matters only where something is allowed.
    const isGranted = current.allow !== null
    const undenied = isGranted ? beyond(permission, current.deny, old.deny) : []
    const unignored = isGranted ? beyond(permission, current.ignore ?? null, old.ignore ?? null) : []
    const growths: readonly Growth[] = [
      { permission, kind: 'allowed', values: added },
      { permission, kind: 'denied', values: undenied },
      { permission, kind: 'ignored', values: unignored },
    ]
    return growths.filter(({ values }) => values.length > 0)
  })
}

/** Returns what the second scope holds beyond the first one. */
function beyond(
  permission: PermissionName,
  first: PermissionScope,
  second: PermissionScope,
): readonly string[] | 'all' {
  if (first === 'all' || second === null) return []
  if (second === 'all') return 'all'
  return second.filter((value) => !(first ?? []).some((wide) => covers(permission, wide, value)))
}

/** Describes a growth, as in "net also allows example.com". */
export function describeGrowth({ permission, kind, values }: Growth): string {
  const what = values === 'all' ? 'everything' : values.map((value) => visible(value, 120)).join(', ')
  if (kind === 'allowed') return `${permission} also allows ${what}`
  return kind === 'denied'
    ? `${permission} no longer denies ${what}`
    : `${permission} no longer hides ${what}`
}
