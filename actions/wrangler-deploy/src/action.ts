import { resolve } from 'node:path'
import type { InputsOf } from '@suite/contract'
import type { Outcome, Run } from '@suite/runner'
import { checkWithoutToken } from './build-check.ts'
import { readConfiguration, topLevel } from './configuration/read.ts'
import type { contract } from './contract.ts'
import { judgePreflight } from './decide.ts'
import { deploy } from './deploy.ts'
import { gatherFacts } from './gather.ts'
import type { Mission } from './mission.ts'
import { objectionsResult } from './objections.ts'
import type { Ports } from './ports.ts'
import { outcomeOf, type Told } from './report.ts'
import type { Result } from './result.ts'
import { requireTrustedSource } from './source.ts'
import { Displaced } from './traffic/move.ts'
import { promote } from './traffic/promote.ts'
import { rollback } from './traffic/rollback.ts'
import { mostOf, stepsIn } from './traffic/shares.ts'
import { stage } from './traffic/stage.ts'
import { valuesOf, wishesOf } from './wishes.ts'
import type { Workshop } from './wrangler/invoke.ts'
import { prepareWrangler } from './wrangler/prepare.ts'
import { requireAbilities } from './wrangler/require-abilities.ts'
import { abilitiesOf } from './wrangler/version.ts'

type Inputs = InputsOf<typeof contract>

/** Looks before it writes, lets wrangler write, and believes the platform alone about what came of it. */
export async function wranglerDeploy(run: Run<Inputs>, ports: Ports): Promise<Outcome<typeof contract>> {
  const { inputs, environment, signal } = run
  const endsAt = performance.now() + inputs.timeout
  requireTrustedSource(run.event, ports.cloudflare !== undefined)
  const wishes = wishesOf(inputs)
  const steps = stepsIn(inputs.traffic, wishes.command)
  const secrets = valuesOf(inputs, environment.variables)
  for (const secret of secrets.values()) run.addSecret(secret)

  const folder = resolve(environment.workspace, inputs['working-directory'])
  const temp = resolve(environment.variables.RUNNER_TEMP || '.')
  const where = { folder, temp, variables: environment.variables, signal }
  const { installed, node } = await prepareWrangler(inputs['wrangler-version'], where)
  requireAbilities(installed.version, secrets.size > 0)
  run.log.line(`wrangler ${installed.version} of ${folder}, on ${node}`)
  const { config, environment: wanted } = inputs
  const configuration = await readConfiguration({ ...where, installed, node, config, environment: wanted })
  const workshop: Workshop = {
    ...where,
    installed,
    node,
    confidential: [...configuration.confidential, ...(inputs.vars?.values() ?? [])],
    common: [
      ...(config === undefined ? [] : [`--config=${config}`]),
      ...(configuration.environments.length === 0 ? [] : [`--env=${configuration.environment ?? ''}`]),
    ],
    terms: {
      apiToken: inputs['api-token'],
      accountId: inputs['account-id'],
      baseUrl: environment.variables.CLOUDFLARE_API_BASE_URL,
      worker: abilitiesOf(installed.version).takesEnvFile ? undefined : configuration.worker,
      withheld: [...secrets.keys()],
    },
  }
  const tell = (told: Omit<Told, 'wranglerVersion' | 'worker'>) =>
    outcomeOf({ ...told, wranglerVersion: installed.version, worker: configuration.worker }, run.log)
  // Enough of the time is kept for reading what became of it.
  const patience = () => Math.max(1_000, endsAt - performance.now() - Math.min(20_000, inputs.timeout / 5))

  const { cloudflare: api } = ports
  if (api === undefined)
    return tell({ result: await checkWithoutToken(configuration, wishes, workshop, patience()), wishes })
  const facts = await gatherFacts(api, configuration, {
    wishes,
    commit: environment.sha,
    history: ports.history,
  })
  const objections = judgePreflight(facts, wishes)
  if (objections.length > 0) return tell({ result: objectionsResult(objections), wishes, facts })
  const { tag, message, vars = new Map() } = inputs
  const { writes } = run
  const mission = { api, facts, wishes, workshop, writes, tag, message, vars, secrets, steps, patience }
  return tell({ result: await carryOut(mission), wishes, facts })
}

const commands = { deploy, stage, promote, rollback, check } as const

/** Somebody else's deployment in between is a verdict, not a failure. */
async function carryOut(mission: Mission): Promise<Result> {
  const { facts, wishes } = mission
  try {
    return await commands[wishes.command](mission)
  } catch (error) {
    if (!(error instanceof Displaced)) throw error
    const { current } = facts
    return {
      reason: 'deployment-changed',
      headline: error.message,
      notes: [],
      versionId: wishes.versionId,
      previousVersionId: current && mostOf(current),
      deployment: error.current,
    }
  }
}

async function check({ facts: { configuration, current } }: Mission): Promise<Result> {
  const { worker, environment = topLevel } = configuration
  return {
    reason: 'checked',
    headline: `${worker} (${environment}) may be deployed`,
    notes: ['Not checked: whether the bundle builds.'],
    deployment: current,
    previousVersionId: current && mostOf(current),
  }
}
