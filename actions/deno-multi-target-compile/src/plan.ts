import type { InputsOf } from '@suite/contract'
import { commonReasons, UsageError } from '@suite/errors'
import { MANIFEST_NAME, SUMS_NAME } from '@suite/release-assets'
import { type NamedTarget, nameTargets, sbomNameOf } from './asset-names.ts'
import type { contract } from './contract.ts'
import { type PermissionPolicy, readPolicy } from './permissions/policy.ts'

export type Inputs = InputsOf<typeof contract>

/** What is compiled, and how: the inputs, once they make sense together. */
export interface Plan {
  readonly inputs: Inputs
  readonly named: readonly NamedTarget[]
  /** Which permissions may stay broad. */
  readonly policy: PermissionPolicy
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
  const found = nameTargets(inputs.name, inputs.targets, inputs.names ?? new Map())
  const policy = readPolicy(inputs['permission-policy'] ?? [])
  if ('problems' in found || 'problem' in policy)
    throw new UsageError(commonReasons['input-invalid'], [
      ...('problems' in found ? found.problems : []),
      ...('problem' in policy ? [{ what: `input permission-policy ${policy.problem}` }] : []),
    ])
  const { named } = found
  const sbom = inputs.sbom === 'off' ? undefined : sbomNameOf(inputs.name)
  const names = [
    ...named.map(({ name }) => name),
    ...(sbom === undefined ? [] : [sbom]),
    MANIFEST_NAME,
    SUMS_NAME,
  ]
  return { inputs, named, policy: policy.value, sbom, names }
}
