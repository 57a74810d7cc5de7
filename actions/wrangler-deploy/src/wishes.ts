import type { InputsOf } from '@suite/contract'
import { commonReasons, type Problem, UsageError } from '@suite/errors'
import type { contract } from './contract.ts'
import type { Wishes } from './facts.ts'

type Inputs = InputsOf<typeof contract>

/**
 * What a run asks for.
 * @throws UsageError `input-invalid` for a rollback from a version to itself, and for an account without a token
 */
export function wishesOf(inputs: Inputs): Wishes {
  if (inputs['account-id'] !== undefined && inputs['api-token'] === undefined)
    throw new UsageError(
      commonReasons['input-invalid'],
      'input account-id is given, and api-token is empty: without a token nothing of the account is checked',
      'Look at the name of the secret, and whether this event gets secrets. To check the bundle and the configuration alone, leave account-id out, too.',
    )
  if (inputs.command === 'rollback' && inputs['version-id'] === inputs['expected-version-id'])
    throw new UsageError(
      commonReasons['input-invalid'],
      'inputs version-id and expected-version-id name the same version, so that nothing would be rolled back',
      'Give the version to go back to (previous-version-id of stage) as version-id, and the one to leave as expected-version-id.',
    )
  return {
    command: inputs.command,
    accountId: inputs['account-id'],
    requiredSecrets: inputs['required-secrets'] ?? [],
    requiredBindings: inputs['required-bindings'] ?? [],
    sentSecrets: inputs.secrets ?? [],
    sentVars: [...(inputs.vars?.keys() ?? [])],
    routesPolicy: inputs['routes-policy'],
    allowSplit: inputs['allow-split'],
    allowDowngrade: inputs['allow-downgrade'],
    versionId: inputs['version-id'],
    expectedDeploymentId: inputs['expected-deployment-id'],
    expectedVersionId: inputs['expected-version-id'],
  }
}

/**
 * The values of the secrets that are sent, from the step's environment.
 * @throws UsageError `input-invalid` for each that has none, and each name that cannot be one of a variable
 */
export function valuesOf(
  { secrets = [], vars = new Map() }: Inputs,
  variables: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const problems: Problem[] = [
    ...secrets
      .filter((name) => !variables[name])
      .map((name) => ({
        what: `input secrets names ${name}, which env: of this step does not give a value`,
      })),
    ...[...vars.keys()]
      .filter((name) => !/^[A-Za-z_]\w{0,127}$/.test(name))
      .map((name) => ({
        what: `input vars has the name ${JSON.stringify(name)}, which no variable can have: use letters, digits and _`,
      })),
    ...secrets
      .filter((name) => vars.has(name))
      .map((name) => ({ what: `${name} stands in secrets and in vars; keep one` })),
  ]
  if (problems.length > 0)
    throw new UsageError(
      commonReasons['input-invalid'],
      problems,
      'Correct the with: and env: blocks of the step.',
    )
  return new Map(secrets.map((name) => [name, variables[name] ?? '']))
}
