import type { InputsOf } from '@suite/contract'
import { shellOf } from '@suite/report'
import type { Outcome, Run } from '@suite/runner'
import { applySteps, readBackResult } from './apply.ts'
import { checkWithoutToken } from './commands/check-without-token.ts'
import { planCommand } from './commands/plan-command.ts'
import type { contract } from './contract.ts'
import { judgePreflight } from './decide.ts'
import { gatherFacts } from './gather.ts'
import { refusalResult } from './objections.ts'
import { openToolchain } from './open-toolchain.ts'
import { commitOf } from './order.ts'
import type { Ports } from './ports.ts'
import { describeOutcome, type Findings } from './report.ts'
import { readRequest } from './request.ts'
import { requireTrustedSource } from './source.ts'
import { findManager } from './wrangler/find.ts'
import { typedCommand } from './wrangler/typed-command.ts'

/**
 * Deploys a Worker: gathers facts, plans the steps of the command, applies them, and reads back what the platform
 * serves. Passes only if the read-back shows what was asked for.
 * @throws UsageError or OutsideError if the outcome could not be decided
 */
export async function wranglerDeploy(
  run: Run<InputsOf<typeof contract>>,
  ports: Ports,
): Promise<Outcome<typeof contract>> {
  const { inputs, environment, writes } = run
  requireTrustedSource(run.event, ports.cloudflare !== undefined)
  const { request, upload } = readRequest(inputs, environment.variables)
  for (const secret of upload.secrets.values()) run.addSecret(secret)

  const { toolchain, configuration } = await openToolchain(run, [...upload.secrets.keys()])
  const typedBy = {
    manager: await findManager(toolchain.folder),
    shell: shellOf(environment.variables.RUNNER_OS),
    folder: inputs['working-directory'],
    config: inputs.config,
  }
  const typed = (args: readonly string[]) => typedCommand(args, typedBy)
  const report = (found: Pick<Findings, 'result' | 'facts'>) =>
    describeOutcome(
      { ...found, request, wranglerVersion: toolchain.installed.version, worker: configuration.worker },
      run.log,
    )

  const { cloudflare: api, history } = ports
  if (api === undefined)
    return report({ result: await checkWithoutToken(configuration, request, toolchain, typed) })
  const commit = commitOf(inputs.tag, environment.sha)
  const facts = await gatherFacts(api, configuration, { request, commit, history })
  const objections = judgePreflight(facts, request)
  if (objections.length > 0) return report({ result: refusalResult(objections, typed), facts })

  const context = { api, facts, request, upload, toolchain, writes }
  const plan = planCommand(context)
  const applied = await applySteps(plan, context)
  const result = 'result' in applied ? applied.result : await readBackResult(plan, applied, context)
  return report({ result, facts })
}
