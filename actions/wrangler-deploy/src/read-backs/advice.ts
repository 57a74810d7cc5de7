import type { Deployment } from '@suite/cloudflare'
import { describeShares } from '../traffic/shares.ts'

/** Returns what to tell a person about a version that is live and not whole: what is live, and the way back. */
export function adviceOn(live: string, deployment: Deployment, previous: string | undefined): string[] {
  return [
    `Live: version ${live} by deployment ${deployment.id} (${describeShares(deployment.versions)}). Routes, domains and schedules may be as before.`,
    previous === undefined
      ? 'There is no version to go back to: correct the cause and deploy again.'
      : `Correct the cause and deploy again, or go back: command: rollback, version-id: ${previous}, expected-version-id: ${live}.`,
  ]
}
