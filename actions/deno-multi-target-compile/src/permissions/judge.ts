import { type BakedPermissions, permissionNames } from '@suite/release-assets'
import { visible } from '@suite/report'
import type { Inspection } from '../binary/inspect.ts'
import type { PermissionRow, Shown } from '../binary-facts.ts'
import type { Problem } from '../problems.ts'
import { bakedPermissions } from './baked.ts'
import { leaksOf, type MachineFolders } from './leaks.ts'
import type { PermissionPolicy } from './policy.ts'
import { breadthOf, permissionRows } from './rows.ts'
import { shownOf } from './shown.ts'

/** What a binary should be. */
export interface Expected {
  readonly name: string
  readonly version: string
  readonly folders: MachineFolders
}

export interface BinaryJudgement {
  readonly permissions: BakedPermissions
  readonly rows: readonly PermissionRow[]
  readonly problems: readonly Problem[]
  readonly shown: readonly Shown[]
}

/** Judges what is written in a binary: what it may do, what it is called, and what it should not hold. */
export function judgeBinary(
  inspection: Inspection,
  { name, version, folders }: Expected,
  policy: PermissionPolicy,
): BinaryJudgement {
  const { metadata } = inspection
  const permissions = bakedPermissions(metadata.permissions)
  return {
    permissions,
    rows: permissionRows(permissions, policy),
    problems: [
      ...identityProblems(metadata, name, version),
      ...breadthProblems(permissions, policy),
      ...(metadata.permissions.prompt ? [openPrompt] : []),
      ...leaksOf(inspection, permissions, folders),
    ],
    shown: shownOf(inspection),
  }
}

const openPrompt: Problem = {
  reason: 'permission-broad',
  what: 'the binary asks its user for every permission that it lacks, so it may get all of them',
  fix: 'Compile with --no-prompt; the action adds it, so look for a flag or variable that takes it back.',
}

function identityProblems(
  { appName, appVersion }: Inspection['metadata'],
  name: string,
  version: string,
): readonly Problem[] {
  const found = (value: string | undefined) => (value === undefined ? 'none' : visible(value, 120))
  const problems: Problem[] = []
  if (appVersion !== version)
    problems.push({
      reason: 'version-mismatch',
      what: `the version in the binary is ${found(appVersion)}, not ${version}`,
      fix:
        appVersion === undefined
          ? 'Write the version into deno.json at the root of the workspace; deno does not take it from package.json.'
          : undefined,
    })
  if (appName !== name)
    problems.push({
      reason: 'name-mismatch',
      what: `the name in the binary is ${found(appName)}, not ${name}`,
    })
  return problems
}

function breadthProblems(permissions: BakedPermissions, { broad }: PermissionPolicy): readonly Problem[] {
  return permissionNames.flatMap((permission): readonly Problem[] => {
    const breadth = breadthOf(permission, permissions[permission])
    const exception = broad.get(permission)
    if (exception !== undefined && breadth.length === 0)
      return [
        {
          reason: 'permission-broad',
          what: `line ${exception.line} of \`permission-policy\` lets ${permission} be broad, and it is not`,
          fix: 'Remove the line, so that it does not excuse a later change.',
        },
      ]
    return exception === undefined
      ? breadth.map((what) => ({ reason: 'permission-broad', what, fix: narrower(permission) }))
      : []
  })
}

function narrower(permission: string): string {
  return `List what the program needs, as in --allow-${permission}=…; or say in \`permission-policy\` why it must be broad: "${permission}: <reason>".`
}
