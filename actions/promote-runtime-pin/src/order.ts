/** What is known of an image that may tell when it was made. */
export interface ImageAge {
  /** Kept by the control plane: the newer image has the higher number. */
  readonly order?: number | undefined
  /** The commit that it was built from. */
  readonly revision?: string | undefined
}

/** How our image stands to the one that is pinned. */
export type Relation = 'newer' | 'older' | 'same-source' | 'unknown'

/** Why nobody can tell which image is newer. */
export type Gap =
  /** No image was named, so that the order was not asked for. */
  | 'not-asked'
  | 'pinned-image-missing'
  | 'pinned-image-unreadable'
  /** The image does not name one whole commit. */
  | 'ours-names-no-commit'
  | 'pinned-names-no-commit'
  | 'no-forge-token'
  /** The commits have parted, or have nothing in common. */
  | 'parted'
  /** The registry or the forge could not be asked. */
  | 'not-readable'

export type Order =
  | { readonly relation: Exclude<Relation, 'unknown'>; readonly by: 'order' | 'ancestry' }
  | { readonly relation: 'unknown'; readonly by: 'nothing'; readonly gap: Gap }

const unknown = (gap: Gap): Order => ({ relation: 'unknown', by: 'nothing', gap })

/** A whole commit id, which alone can be asked for. */
const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * Which image is newer. Digests have no order of their own, and the time of a build can be any: so it is the number that
 * the control plane keeps for both, else their commits, of which one must come from the other.
 *
 * @param mergeBase the best common ancestor of the two revisions, where it was asked for
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

/** The two commits whose common ancestor would decide; `undefined` where it would not. */
export function commitsToCompare(ours: ImageAge, pinned: ImageAge): readonly [string, string] | undefined {
  if (orderOf(ours, pinned, undefined).by !== 'nothing') return undefined
  return isCommit(ours.revision) && isCommit(pinned.revision) ? [pinned.revision, ours.revision] : undefined
}

function isCommit(revision: string | undefined): revision is string {
  return revision !== undefined && commitId.test(revision)
}
