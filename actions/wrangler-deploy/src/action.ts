import type { InputsOf } from '@suite/contract'
import type { Outcome, Run } from '@suite/runner'
import { checkWithoutToken } from './commands/build-check.ts'
import { check } from './commands/check.ts'
import { deploy } from './commands/deploy.ts'
import { promote } from './commands/promote.ts'
import { rollback } from './commands/rollback.ts'
import { stage } from './commands/stage.ts'
import type { contract } from './contract.ts'
import { judgePreflight } from './decide.ts'
import { gatherFacts } from './gather.ts'
import type { Mission } from './mission.ts'
import { objectionsResult } from './objections.ts'
import { commitOf } from './order.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'
import { outcomeOf, type Told } from './report.ts'
import type { Result } from './result.ts'
import { requireTrustedSource } from './source.ts'
import { lookOnceMore } from './steps/last-look.ts'
import { Displaced } from './steps/move.ts'
import { Unconfirmed } from './steps/read-back.ts'
import { mostOf, stepsIn, tellDeployment } from './steps/shares.ts'
import { valuesOf, wishesOf } from './wishes.ts'
import { openWorkshop } from './workshop.ts'

type Inputs = InputsOf<typeof contract>

/** Looks before it writes, lets wrangler write, and believes the platform alone about what came of it. */
export async function wranglerDeploy(run: Run<Inputs>, ports: Ports): Promise<Outcome<typeof contract>> {
  const { inputs, environment } = run
  const endsAt = performance.now() + inputs.timeout
  requireTrustedSource(run.event, ports.cloudflare !== undefined)
  const wishes = wishesOf(inputs)
  const steps = stepsIn(inputs.traffic, wishes.command)
  const secrets = valuesOf(inputs, environment.variables)
  for (const secret of secrets.values()) run.addSecret(secret)

  const { workshop, configuration } = await openWorkshop(run, [...secrets.keys()])
  const tell = (told: Omit<Told, 'wranglerVersion' | 'worker'>) =>
    outcomeOf({ ...told, wranglerVersion: workshop.installed.version, worker: configuration.worker }, run.log)
  // Enough of the time is kept for reading what became of it.
  const patience = () => Math.max(1_000, endsAt - performance.now() - Math.min(20_000, inputs.timeout / 5))

  const { cloudflare: api } = ports
  if (api === undefined)
    return tell({ result: await checkWithoutToken(configuration, wishes, workshop, patience()), wishes })
  const facts = await gatherFacts(api, configuration, {
    wishes,
    commit: commitOf(inputs.tag, environment.sha),
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

/** Somebody else's deployment in between is a verdict, not a failure; and so is a write that could not be read back. */
async function carryOut(mission: Mission): Promise<Result> {
  const { facts, wishes } = mission
  try {
    const result = await commands[wishes.command](mission)
    return reasons[result.reason].verdict === 'pass' ? await lookOnceMore(mission, result) : result
  } catch (error) {
    const { current } = facts
    const common = { versionId: wishes.versionId, previousVersionId: current && mostOf(current) }
    if (error instanceof Unconfirmed)
      return {
        ...common,
        ...error.known,
        reason: 'unconfirmed',
        headline: error.message,
        notes: [error.fix, ...(current ? [`Before this run: ${tellDeployment(current)}.`] : [])],
      }
    if (!(error instanceof Displaced)) throw error
    return {
      ...common,
      ...(error.versionId === undefined ? {} : { versionId: error.versionId }),
      reason: 'deployment-changed',
      headline: error.message,
      notes: [],
      deployment: error.current,
    }
  }
}
