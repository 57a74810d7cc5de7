import type { Version } from '@suite/cloudflare'
import type { Configuration } from './configuration/configuration.ts'
import type { DeployRequest } from './request.ts'

/**
 * Returns the names that a version lacks in its `env`: those that are required, and those that are sent with it.
 */
export function missingNames(
  version: Version | undefined,
  { requiredSecrets }: Pick<Configuration, 'requiredSecrets'>,
  request: Pick<DeployRequest, 'requiredBindings' | 'requiredSecrets' | 'sentSecrets' | 'sentVars'>,
): string[] {
  const bound = new Set(version?.bindings.map(({ name }) => name))
  const wanted = new Set([
    ...request.requiredBindings,
    ...request.requiredSecrets,
    ...requiredSecrets,
    ...request.sentSecrets,
    ...request.sentVars,
  ])
  return [...wanted].filter((name) => !bound.has(name))
}
