/** What is known about the age of an image. */
export interface ImageAge {
  /** A number of the control plane: the newer image has the higher number. */
  readonly order?: number | undefined
  /** The commit that the image was built from. */
  readonly revision?: string | undefined
}

/** How the image compares to the pinned image. */
export type Relation = 'newer' | 'older' | 'same-source' | 'unknown'

/** Why the order of the images is unknown. */
export type Gap =
  /** No image is given, so the order was not asked. */
  | 'not-asked'
  | 'pinned-image-missing'
  | 'pinned-image-unreadable'
  /** The image does not name one full commit. */
  | 'ours-names-no-commit'
  | 'pinned-names-no-commit'
  | 'no-forge-token'
  /** The commits have diverged, or have no common ancestor. */
  | 'parted'
  /** The registry or the forge could not be reached. */
  | 'not-readable'

export type Order =
  | { readonly relation: Exclude<Relation, 'unknown'>; readonly by: 'order' | 'ancestry' }
  | { readonly relation: 'unknown'; readonly by: 'nothing'; readonly gap: Gap }

const unknown = (gap: Gap): Order => ({ relation: 'unknown', by: 'nothing', gap })

/** A full commit id. No other form can be looked up. */
const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * Returns which image is newer. Digests have no order, and the time of a build can be any value. So the order is
 * the number that the control plane has for both images; otherwise it follows from their commits, if one is an
 * ancestor of the other.
 *
 * @param mergeBase the best common ancestor of the two revisions, if it was asked for
 */
export function orderOf(ours: ImageAge, pinned: ImageAge, mergeBase: string | undefined): Order {
  if (ours.order !== undefined && pinned.order !== undefined && ours.order !== pinned.order)
    return { relation: ours.order > pinned.order ? 'newer' : 'older', by: 'order' }
  if (!isCommit(ours.revision)) return unknown('ours-names-no-commit')
  if (!isCommit(pinned.revision)) return unknown('pinned-names-no-commit')
  if (ours.revision === pinned.revision) return { relation: 'same-source', by: 'ancestry' }
  if (mergeBase === pinned.revision) return { relation: 'newer', by: 'ancestry' }
  if (mergeBase === ours.revision) return { relation: 'older', by: 'ancestry' }
  return unknown('parted')
}

/** Returns the two commits whose common ancestor decides; `undefined` if it does not. */
export function commitsToCompare(ours: ImageAge, pinned: ImageAge): readonly [string, string] | undefined {
  if (orderOf(ours, pinned, undefined).by !== 'nothing') return undefined
  return isCommit(ours.revision) && isCommit(pinned.revision) ? [pinned.revision, ours.revision] : undefined
}

function isCommit(revision: string | undefined): revision is string {
  return revision !== undefined && commitId.test(revision)
}
