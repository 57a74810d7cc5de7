import type { ReleaseState } from '../releases/state.ts'

/** How a repository treats releases; a test changes it at any time. */
export interface GiteaReleaseBehaviour {
  /** Tags that a rule protects from being created. */
  readonly protectedTags: Set<string>
  /** How many lists are without a release that was just created. */
  listLag: number
  /** A download leads to the storage, at another origin, as with `SERVE_DIRECT`. */
  redirects: boolean
}

export interface GiteaReleasesState {
  readonly all: ReleaseState[]
  readonly behaviour: GiteaReleaseBehaviour
}

export function createReleases(): GiteaReleasesState {
  return { all: [], behaviour: { protectedTags: new Set(), listLag: 0, redirects: false } }
}
