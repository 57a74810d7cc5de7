import type { Deployment, Share } from '@suite/cloudflare'
import { commonReasons, UsageError } from '@suite/errors'

/** `0f5c… at 10 %, 1a2b… at 90 %`. */
export function tellShares(shares: readonly Share[]): string {
  return shares.map(({ versionId, percentage }) => `${versionId} at ${percentage} %`).join(', ')
}

/** `5e6f… (0f5c… at 100 %), made by dash`. */
export function tellDeployment(deployment: Deployment | undefined): string {
  if (deployment === undefined) return 'nothing'
  return `${deployment.id} (${tellShares(deployment.versions)}), made by ${deployment.source}`
}

/** Whether a deployment gives exactly these shares. */
export function serves(deployment: Deployment | undefined, shares: readonly Share[]): boolean {
  if (deployment === undefined) return false
  const wanted = new Map(shares.map(({ versionId, percentage }) => [versionId, percentage]))
  return (
    deployment.versions.length === wanted.size &&
    deployment.versions.every(({ versionId, percentage }) => wanted.get(versionId) === percentage)
  )
}

/** The version with the largest share. */
export function mostOf({ versions }: Deployment): string {
  const [first] = [...versions].sort((one, other) => other.percentage - one.percentage)
  return first?.versionId ?? ''
}

/** The version gets the share, and another the rest. */
export function sharesOf(version: string, percentage: number, rest: string | undefined): Share[] {
  const own = { versionId: version, percentage }
  if (percentage === 100 || rest === undefined || rest === version) return [{ ...own, percentage: 100 }]
  // In hundredths, as 100 - 99.99 is not 0.01 in binary.
  return [own, { versionId: rest, percentage: Math.round((100 - percentage) * 100) / 100 }]
}

/**
 * The steps of the input `traffic`, in percent.
 * @throws UsageError `input-invalid` where they do not rise, or the command moves no traffic
 */
export function stepsIn(steps: readonly number[], command: string): readonly number[] {
  const rises = steps.every((step, at) => step > (steps[at - 1] ?? -1))
  const wrong = (what: string, fix: string) =>
    new UsageError(commonReasons['input-invalid'], `input traffic ${what}`, fix)
  if (!rises) throw wrong('has steps that do not rise', 'Write them from the smallest to the largest.')
  if (command !== 'promote' && (steps.length !== 1 || steps[0] !== 100))
    throw wrong(`has no meaning for ${command}`, 'Use `stage`, and then `promote` with `traffic`.')
  return steps
}
