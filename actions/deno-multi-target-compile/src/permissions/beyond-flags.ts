import {
  type BakedPermission,
  type BakedPermissions,
  type PermissionName,
  permissionNames,
} from '@suite/release-assets'
import { visible } from '@suite/report'
import type { FlagPlan } from '../flags/permission-flags.ts'
import type { Problem } from '../problems.ts'
import { defaultImportHosts } from './default-hosts.ts'

/**
 * Returns what a binary may do that the flags of its compilation do not say, and what it should be denied and is not.
 * Nothing can be said if the flags name a set of deno.json.
 */
export function beyondFlags(permissions: BakedPermissions, { args, set }: FlagPlan): readonly Problem[] {
  if (set !== undefined) return []
  const values = new Map(
    args.map((arg) => {
      const [flag = '', ...rest] = arg.split('=')
      return [flag, rest.length === 0 ? 'all' : rest.join('=').split(',')] as const
    }),
  )
  return permissionNames.flatMap((name) => {
    const extra = extraOf(name, permissions[name].allow, values.get(`--allow-${name}`))
    return [
      ...(extra === undefined
        ? []
        : [wrong(`${name} allows ${extra}, which no line of \`permissions\` says`)]),
      ...(values.has(`--deny-${name}`) && permissions[name].deny === null
        ? [wrong(`${name} denies nothing, and \`permissions\` has --deny-${name}`)]
        : []),
    ]
  })
}

/** Counts rather than compares, because deno may write a value in another way. */
function extraOf(
  name: PermissionName,
  allow: BakedPermission['allow'],
  given: readonly string[] | 'all' | undefined,
): string | undefined {
  if (allow === null || given === 'all') return undefined
  if (allow === 'all') return 'everything'
  const usual = name === 'import' ? defaultImportHosts : new Set<string>()
  const baked = allow.filter((value) => !usual.has(value))
  const wanted = new Set((given ?? []).filter((value) => !usual.has(value)))
  if (baked.length <= wanted.size) return undefined
  const unknown = baked.filter((value) => !wanted.has(value))
  return unknown.map((value) => visible(value, 120)).join(', ')
}

function wrong(what: string): Problem {
  return {
    reason: 'binary-wrong',
    what,
    fix: 'Find out which program is called deno on this machine: it does not pass the flags on as they are.',
  }
}
