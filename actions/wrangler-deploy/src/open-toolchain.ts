import { resolve } from 'node:path'
import { readBaseUrl } from '@suite/cloudflare'
import type { InputsOf } from '@suite/contract'
import type { Run } from '@suite/runner'
import type { Configuration } from './configuration/configuration.ts'
import { readConfiguration } from './configuration/read.ts'
import type { contract } from './contract.ts'
import { prepareWrangler } from './wrangler/prepare.ts'
import { requireSecretsSupport } from './wrangler/require-secrets-support.ts'
import type { Toolchain } from './wrangler/toolchain.ts'
import { abilitiesOf } from './wrangler/version.ts'

/**
 * Returns the wrangler of the project with a Node that runs it, and the configuration as that wrangler reads it.
 * Sends no request to Cloudflare.
 * @param withheld names of secrets that are kept out of wrangler's environment
 * @throws UsageError `input-invalid`, `wrangler-unusable`, `config-invalid` or `environment-unclear`
 * @throws OutsideError `outside-failed` if wrangler cannot be installed
 */
export async function openToolchain(
  { inputs, environment, signal, log, deadline }: Run<InputsOf<typeof contract>>,
  withheld: readonly string[],
): Promise<{ readonly toolchain: Toolchain; readonly configuration: Configuration }> {
  const folder = resolve(environment.workspace, inputs['working-directory'])
  const temp = resolve(environment.variables.RUNNER_TEMP || '.')
  const where = { folder, temp, variables: environment.variables, signal }
  const { installed, node } = await prepareWrangler(inputs['wrangler-version'], where)
  requireSecretsSupport(installed.version, withheld.length > 0)
  log.line(`wrangler ${installed.version} of ${folder}, on ${node}`)
  const { config, environment: wanted } = inputs
  const configuration = await readConfiguration({ ...where, installed, node, config, environment: wanted })
  const toolchain: Toolchain = {
    ...where,
    installed,
    node,
    timeLeft: () => timeForWrangler(deadline.remaining(), inputs.timeout),
    confidential: [...configuration.confidential, ...(inputs.vars?.values() ?? [])],
    common: [
      ...(config === undefined ? [] : [`--config=${config}`]),
      ...environmentFlag(configuration, installed.version),
    ],
    terms: {
      apiToken: inputs['api-token'],
      accountId: inputs['account-id'],
      baseUrl: readBaseUrl(environment.variables),
      worker: abilitiesOf(installed.version).takesEnvFile ? undefined : configuration.worker,
      withheld,
    },
  }
  return { toolchain, configuration }
}

/** Returns how long wrangler may take of the time that remains: a part is kept for reading back what it did. */
function timeForWrangler(remaining: number, timeout: number): number {
  return Math.max(1_000, remaining - Math.min(20_000, timeout / 5))
}

/**
 * Returns the arguments that name the environment. Without them wrangler deploys the top level, because CLOUDFLARE_ENV
 * is kept out of its environment.
 */
function environmentFlag({ choices, environment }: Configuration, version: string): string[] {
  if (choices.length === 0) return []
  if (environment === undefined) return abilitiesOf(version).namesTopLevel ? ['--env='] : []
  return [`--env=${environment}`]
}
