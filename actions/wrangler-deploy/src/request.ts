import type { InputsOf } from '@suite/contract'
import { commonReasons, UsageError } from '@suite/errors'
import type { contract } from './contract.ts'

type Inputs = InputsOf<typeof contract>

/** What a run is asked to do, as far as the preflight judges it. */
export interface DeployRequest {
  readonly command: Inputs['command']
  readonly accountId: string | undefined
  readonly requiredSecrets: readonly string[]
  readonly requiredBindings: readonly string[]
  /** Names of the secrets that are sent with the code. */
  readonly sentSecrets: readonly string[]
  /** Names of the variables that are sent in addition to those of the configuration. */
  readonly sentVars: readonly string[]
  readonly routesPolicy: Inputs['routes-policy']
  readonly allowSplit: boolean
  readonly allowDowngrade: boolean
  readonly versionId: string | undefined
  readonly expectedDeploymentId: string | undefined
  readonly expectedVersionId: string | undefined
  /** Shares of traffic in percent, in rising order. */
  readonly traffic: readonly number[]
}

/** What is uploaded together with the code. */
export interface Upload {
  readonly tag: string | undefined
  readonly message: string | undefined
  /** Values of variables by name. */
  readonly vars: ReadonlyMap<string, string>
  /** Values of secrets by name. */
  readonly secrets: ReadonlyMap<string, string>
}

interface InputProblem {
  readonly what: string
  readonly fix: string
}

/**
 * Reads what a run is asked to do from its inputs, and the values of secrets from the environment of the step.
 * @throws UsageError `input-invalid` with every input that contradicts another one, or that has no value
 */
export function readRequest(
  inputs: Inputs,
  variables: Readonly<Record<string, string | undefined>>,
): { readonly request: DeployRequest; readonly upload: Upload } {
  const problems = [
    ...accountProblems(inputs),
    ...rollbackProblems(inputs),
    ...trafficProblems(inputs),
    ...valueProblems(inputs, variables),
  ]
  if (problems.length > 0)
    throw new UsageError(
      commonReasons['input-invalid'],
      problems.map(({ what }) => ({ what })),
      [...new Set(problems.map(({ fix }) => fix))].join('\n'),
    )
  const { tag, message, vars = new Map<string, string>(), secrets = [] } = inputs
  return {
    request: {
      command: inputs.command,
      accountId: inputs['account-id'],
      requiredSecrets: inputs['required-secrets'] ?? [],
      requiredBindings: inputs['required-bindings'] ?? [],
      sentSecrets: secrets,
      sentVars: [...vars.keys()],
      routesPolicy: inputs['routes-policy'],
      allowSplit: inputs['allow-split'],
      allowDowngrade: inputs['allow-downgrade'],
      versionId: inputs['version-id'],
      expectedDeploymentId: inputs['expected-deployment-id'],
      expectedVersionId: inputs['expected-version-id'],
      traffic: inputs.traffic,
    },
    upload: {
      tag,
      message,
      vars,
      secrets: new Map(secrets.map((name) => [name, variables[name] ?? ''])),
    },
  }
}

function accountProblems(inputs: Inputs): InputProblem[] {
  if (inputs['account-id'] === undefined || inputs['api-token'] !== undefined) return []
  return [
    {
      what: 'input account-id is given, and api-token is empty: without a token nothing of the account is checked',
      fix: 'Look at the name of the secret, and whether this event gets secrets. To check the bundle and the configuration alone, leave account-id out, too.',
    },
  ]
}

function rollbackProblems(inputs: Inputs): InputProblem[] {
  if (inputs.command !== 'rollback' || inputs['version-id'] !== inputs['expected-version-id']) return []
  return [
    {
      what: 'inputs version-id and expected-version-id name the same version, so nothing would be rolled back',
      fix: 'Give the version to go back to (previous-version-id of stage) as version-id, and the one to leave as expected-version-id.',
    },
  ]
}

function trafficProblems({ traffic, command }: Inputs): InputProblem[] {
  if (!traffic.every((step, index) => step > (traffic[index - 1] ?? -1)))
    return [
      {
        what: 'input traffic has steps that do not rise',
        fix: 'Write them from the smallest to the largest.',
      },
    ]
  if (command === 'promote' || (traffic.length === 1 && traffic[0] === 100)) return []
  return [
    {
      what: `input traffic has no meaning for ${command}`,
      fix: 'Use `stage`, and then `promote` with `traffic`.',
    },
  ]
}

function valueProblems(
  { secrets = [], vars = new Map() }: Inputs,
  variables: Readonly<Record<string, string | undefined>>,
): InputProblem[] {
  const fix = 'Correct the with: and env: blocks of the step.'
  const withoutValue = secrets
    .filter((name) => !variables[name])
    .map((name) => `input secrets names ${name}, which env: of this step does not give a value`)
  const misnamed = [...vars.keys()]
    .filter((name) => !/^[A-Za-z_]\w{0,127}$/.test(name))
    .map(
      (name) =>
        `input vars has the name ${JSON.stringify(name)}, which no variable can have: use letters, digits and _`,
    )
  const repeated = secrets
    .filter((name) => vars.has(name))
    .map((name) => `${name} is in secrets and in vars; keep one`)
  return [...withoutValue, ...misnamed, ...repeated].map((what) => ({ what, fix }))
}
