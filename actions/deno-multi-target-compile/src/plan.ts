import type { InputsOf } from '@suite/contract'
import { commonReasons, UsageError } from '@suite/errors'
import { MANIFEST_NAME, SUMS_NAME } from '@suite/release-assets'
import { type NamedTarget, nameTargets, sbomNameOf } from './asset-names.ts'
import type { contract } from './contract.ts'
import { type CompileFlags, compileFlags } from './flags/compile-flags.ts'
import { type FlagPlan, permissionFlags } from './flags/permission-flags.ts'
import { type PermissionPolicy, readPolicy } from './permissions/policy.ts'
import { targetOf } from './targets.ts'

export type Inputs = InputsOf<typeof contract>

/** What is compiled, and how: the inputs, once they make sense together. */
export interface Plan {
  readonly inputs: Inputs
  readonly named: readonly NamedTarget[]
  /** Which permissions may stay broad. */
  readonly policy: PermissionPolicy
  readonly permissions: FlagPlan
  readonly flags: CompileFlags
  /** The name of the bill of materials; undefined if none is written. */
  readonly sbom: string | undefined
  /** The names of all files of the release. */
  readonly names: readonly string[]
}

/**
 * Returns the plan of a run.
 * @throws UsageError `input-invalid` with every problem of inputs that do not fit together
 */
export function planOf(inputs: Inputs): Plan {
  const problems: string[] = []
  const accept = <Value extends object>(found: Value | { readonly problems: readonly string[] }) => {
    if (!('problems' in found)) return found
    problems.push(...found.problems)
    return undefined
  }
  const named = accept(nameTargets(inputs.name, inputs.targets, inputs.names ?? new Map()))
  const read = readPolicy(inputs['permission-policy'] ?? [])
  const policy = 'value' in read ? read.value : undefined
  if ('problem' in read) problems.push(`input permission-policy ${read.problem}`)
  const permissions = accept(permissionFlags(inputs.permissions ?? [], policy ?? { broad: new Map() }))
  const hasWindows = inputs.targets.some((target) => targetOf(target).system === 'windows')
  const flags = accept(compileFlags(inputs.flags ?? [], hasWindows))
  if (!named || !policy || !permissions || !flags)
    throw new UsageError(
      commonReasons['input-invalid'],
      problems.map((what) => ({ what })),
    )
  const sbom = inputs.sbom === 'off' ? undefined : sbomNameOf(inputs.name)
  const documents = [...(sbom === undefined ? [] : [sbom]), MANIFEST_NAME, SUMS_NAME]
  const names = [...named.map(({ name }) => name), ...documents]
  return { inputs, named, policy, permissions, flags, sbom, names }
}
