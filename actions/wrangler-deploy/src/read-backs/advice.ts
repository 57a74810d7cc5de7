import type { Deployment } from '@suite/cloudflare'
import { describeShares } from '../traffic/shares.ts'

/** Returns what to tell a person about a version that is live and not whole: what to do, and what is live. */
export function adviceOn(
  live: string,
  deployment: Deployment,
  previous: string | undefined,
): { readonly fix: string; readonly notes: string[] } {
  return {
    fix:
      previous === undefined || previous === live
        ? 'Correct the cause and deploy again. There is no version to go back to.'
        : `Correct the cause and deploy again, or go back: ${wayBack(previous, live)}.`,
    notes: [
      `Live: version ${live} by deployment ${deployment.id} (${describeShares(deployment.versions)}). Routes, domains and schedules may be as before.`,
    ],
  }
}

/** Returns the inputs that give all traffic to another version. */
export function wayBack(to: string, live: string): string {
  return `\`command: rollback, version-id: ${to}, expected-version-id: ${live}\``
}
