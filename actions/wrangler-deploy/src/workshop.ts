import { resolve } from 'node:path'
import { readBaseUrl } from '@suite/cloudflare'
import type { InputsOf } from '@suite/contract'
import type { Run } from '@suite/runner'
import type { Configuration } from './configuration/configuration.ts'
import { readConfiguration } from './configuration/read.ts'
import type { contract } from './contract.ts'
import type { Workshop } from './wrangler/invoke.ts'
import { prepareWrangler } from './wrangler/prepare.ts'
import { requireAbilities } from './wrangler/require-abilities.ts'
import { abilitiesOf } from './wrangler/version.ts'

/**
 * The wrangler of the project with a Node that it runs on, and the configuration as that wrangler reads it. Nothing
 * has been asked of Cloudflare yet.
 * @param withheld names of secrets, which wrangler must not find in its environment
 */
export async function openWorkshop(
  { inputs, environment, signal, log }: Run<InputsOf<typeof contract>>,
  withheld: readonly string[],
): Promise<{ readonly workshop: Workshop; readonly configuration: Configuration }> {
  const folder = resolve(environment.workspace, inputs['working-directory'])
  const temp = resolve(environment.variables.RUNNER_TEMP || '.')
  const where = { folder, temp, variables: environment.variables, signal }
  const { installed, node } = await prepareWrangler(inputs['wrangler-version'], where)
  requireAbilities(installed.version, withheld.length > 0)
  log.line(`wrangler ${installed.version} of ${folder}, on ${node}`)
  const { config, environment: wanted } = inputs
  const configuration = await readConfiguration({ ...where, installed, node, config, environment: wanted })
  const workshop: Workshop = {
    ...where,
    installed,
    node,
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
  return { workshop, configuration }
}

/** Which environment wrangler takes. Without the flag it takes the top level: CLOUDFLARE_ENV is kept from it. */
function environmentFlag({ choices, environment }: Configuration, version: string): string[] {
  if (choices.length === 0) return []
  if (environment === undefined) return abilitiesOf(version).namesTopLevel ? ['--env='] : []
  return [`--env=${environment}`]
}
