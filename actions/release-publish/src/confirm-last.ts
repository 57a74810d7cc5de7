import type { Release } from '@suite/forge'
import type { Published } from './converge.ts'
import { type Looking, lookAtAll } from './look.ts'
import { nextStep } from './plan.ts'
import type { Ports } from './ports.ts'
import { reasons } from './reasons.ts'
import { type Refusal, refuse } from './refusal.ts'
import { noProgress, type Seen } from './seen.ts'

/**
 * Judges the answer that was read last, because somebody may have changed the release after its files were compared. If
 * the answer shows anything else than what was compared, everything is read and compared again.
 *
 * @param last the published release as it was read last
 */
export async function confirmLast(
  { releases }: Pick<Ports, 'releases'>,
  looking: Looking,
  published: Published,
  last: Release,
): Promise<Published | { readonly seen: Seen; readonly refusal: Refusal }> {
  if (isAsCompared(published, last)) return published
  const { wanted } = looking
  const seen = await lookAtAll(releases, { ...looking, known: new Set([last.id]) })
  const step = nextStep(wanted, seen, { ...noProgress, hasPublished: published.hasPublished })
  if (step.kind === 'done') return { ...published, seen, release: step.release, tag: step.tag }
  if (step.kind === 'refuse') return { seen, refusal: step }
  if (step.kind === 'await') return { seen, refusal: step.otherwise }
  const what = `the release of ${wanted.tag} was changed after its files were compared`
  return { seen, refusal: refuse(reasons['release-not-confirmed'], what) }
}

function isAsCompared({ seen, release }: Published, last: Release): boolean {
  const { tag, isDraft, isPrerelease, assets } = last
  if (isDraft || tag !== release.tag || isPrerelease !== release.isPrerelease) return false
  const compared = new Map(seen.assets.map((asset) => [asset.id, asset]))
  if (assets?.length !== compared.size) return false
  return assets.every(({ id, name, size, isWhole, sha256 }) => {
    const known = compared.get(id)
    if (known?.name !== name || known.size !== size || known.isWhole !== isWhole) return false
    // A forge without digests had its bytes read by this id.
    return sha256 === undefined || sha256 === known.sha256
  })
}
