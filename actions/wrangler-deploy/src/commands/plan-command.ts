import type { DeployContext } from '../deploy-context.ts'
import type { Plan } from '../plan.ts'
import type { DeployRequest } from '../request.ts'
import { planCheck } from './check.ts'
import { planDeploy } from './deploy.ts'
import { planPromote } from './promote.ts'
import { planRollback } from './rollback.ts'
import { planStage } from './stage.ts'

const commands: Readonly<Record<DeployRequest['command'], (context: DeployContext) => Plan>> = {
  deploy: planDeploy,
  stage: planStage,
  promote: planPromote,
  rollback: planRollback,
  check: planCheck,
}

/** Returns the steps of the command that was requested, and how its result is read back. Writes nothing. */
export function planCommand(context: DeployContext): Plan {
  return commands[context.request.command](context)
}
