import { UsageError } from '@suite/errors'
import { reasons } from '../reasons.ts'
import { abilitiesOf, leastWhole } from './version.ts'

/** @throws UsageError `wrangler-unusable` if secrets are sent and this wrangler cannot send them with the code */
export function requireSecretsSupport(version: string, sendsSecrets: boolean): void {
  if (!sendsSecrets || abilitiesOf(version).takesSecrets) return
  throw new UsageError(
    reasons['wrangler-unusable'],
    `wrangler ${version} cannot send secrets in one piece with the code`,
    `Update wrangler to ${leastWhole} or newer, or set the secrets with wrangler secret put, and leave the input secrets out.`,
  )
}
