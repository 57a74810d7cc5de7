import { type PermissionName, permissionNames } from '@suite/release-assets'

/** Why a permission may stay broad, and the line that says so. */
export interface Exception {
  readonly reason: string
  /** From 1. */
  readonly line: number
}

/** Which permissions may stay broad. */
export interface PermissionPolicy {
  readonly broad: ReadonlyMap<PermissionName, Exception>
}

export type PolicyOrProblem = { readonly value: PermissionPolicy } | { readonly problem: string }

/**
 * Reads lines such as `run: starts the editor of the user`.
 * @returns the policy, or what is wrong, which completes "input permission-policy …"
 */
export function readPolicy(lines: readonly string[]): PolicyOrProblem {
  const broad = new Map<PermissionName, Exception>()
  for (const [index, line] of lines.entries()) {
    const at = `line ${index + 1}`
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim()
    const reason = line.slice(colon + 1).trim()
    const permission = permissionNames.find((known) => known === name)
    if (colon < 0 || permission === undefined)
      return {
        problem: `must hold lines such as "run: starts the editor of the user", each with one of ${permissionNames.join(', ')}; ${at} has another form`,
      }
    if (reason === '') return { problem: `must give a reason after "${name}:"; ${at} has none` }
    if (broad.has(permission)) return { problem: `names ${name} twice, again in ${at}` }
    broad.set(permission, { reason, line: index + 1 })
  }
  return { value: { broad } }
}
