import type { Configuration } from '../configuration/configuration.ts'
import { onConfiguration } from '../decide.ts'
import { refusalResult } from '../objections.ts'
import type { DeployRequest } from '../request.ts'
import type { Result } from '../result.ts'
import { findBuildFailure } from '../steps/build-bundle.ts'
import type { Toolchain } from '../wrangler/toolchain.ts'

const notChecked = 'Not checked, because no token is given: token, secrets, routes, split, order.'

/**
 * Returns the result of a check without a token: whether the configuration declares what is required, and whether
 * wrangler builds the bundle.
 */
export async function checkWithoutToken(
  configuration: Configuration,
  request: DeployRequest,
  toolchain: Toolchain,
  typed: (args: readonly string[]) => string,
): Promise<Result> {
  const objections = onConfiguration(configuration, request)
  const failure =
    objections.length > 0
      ? refusalResult(objections, typed)
      : await findBuildFailure(configuration, toolchain)
  if (failure !== undefined) return { ...failure, notes: [...failure.notes, notChecked] }
  const where = configuration.environment === undefined ? '' : ` for ${configuration.environment}`
  return {
    reason: 'checked',
    headline: `the bundle of ${configuration.worker} builds${where}, and its configuration declares what is required`,
    notes: [notChecked],
  }
}
