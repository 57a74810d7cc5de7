import type { Deployment, Share } from '@suite/cloudflare'

/** Returns shares of traffic in words, such as `0f5c… at 10 %, 1a2b… at 90 %`. */
export function describeShares(shares: readonly Share[]): string {
  return shares.map(({ versionId, percentage }) => `${versionId} at ${percentage} %`).join(', ')
}

/** Returns a deployment in words, such as `5e6f… (0f5c… at 100 %), made by dash`. */
export function describeDeployment(deployment: Deployment | undefined): string {
  if (deployment === undefined) return 'nothing'
  return `${deployment.id} (${describeShares(deployment.versions)}), made by ${deployment.source}`
}

/** Returns whether a deployment gives exactly these shares. */
export function serves(deployment: Deployment | undefined, shares: readonly Share[]): boolean {
  if (deployment === undefined) return false
  const wanted = new Map(shares.map(({ versionId, percentage }) => [versionId, percentage]))
  return (
    deployment.versions.length === wanted.size &&
    deployment.versions.every(({ versionId, percentage }) => wanted.get(versionId) === percentage)
  )
}

/** Returns the id of the version that has the largest share of a deployment. */
export function mainVersionOf({ versions }: Deployment): string {
  const [first] = [...versions].sort((one, other) => other.percentage - one.percentage)
  return first?.versionId ?? ''
}

/** Returns shares that give the version its percentage and the version `rest` what is left, if there is one. */
export function sharesOf(version: string, percentage: number, rest: string | undefined): Share[] {
  const own = { versionId: version, percentage }
  if (percentage === 100 || rest === undefined || rest === version) return [{ ...own, percentage: 100 }]
  // In hundredths, because 100 - 99.99 is not 0.01 in binary.
  return [own, { versionId: rest, percentage: Math.round((100 - percentage) * 100) / 100 }]
}
