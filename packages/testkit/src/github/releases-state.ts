import type { Interruption, ReleaseState } from '../releases/state.ts'

/** How a repository treats releases; a test changes it at any time. */
export interface ReleaseBehaviour {
  /** New releases become immutable when they are published. */
  immutable: boolean
  /** Names that an immutable release had. */
  readonly burntTags: Set<string>
  /** A ruleset blocks that tags are created. */
  blocksTags: boolean
  /** The token of a job makes no tag at a commit whose workflow files differ from the default branch: it gets a 404. */
  guardsWorkflows: boolean
  /** How many lists are without a release that was just created. */
  listLag: number
  /** How many reads of attestations come before that of a new immutable release exists. */
  attestationLag: number
  /** The origin that `upload_url` names, if it is another one. */
  uploadOrigin: string | undefined
  /** Assets have a digest. */
  digests: boolean
  /** A download leads to the storage, at another origin. */
  redirects: boolean
  /** What happens to the next uploads, one each. */
  readonly interruptions: Interruption[]
}

/** An attestation that GitHub made of an immutable release. */
export interface AttestationState {
  readonly release: number
  readonly tag: string
  /** The object of the tag. */
  readonly object: string
  /** In base64. */
  readonly payload: string
  readsLeft: number
}

export interface ReleasesState {
  readonly all: ReleaseState[]
  readonly behaviour: ReleaseBehaviour
  readonly attestations: AttestationState[]
  /** The id of the release that was made the latest. */
  latest: number | undefined
}

export function createReleases(): ReleasesState {
  return {
    all: [],
    attestations: [],
    latest: undefined,
    behaviour: {
      immutable: false,
      burntTags: new Set(),
      blocksTags: false,
      guardsWorkflows: true,
      listLag: 0,
      attestationLag: 0,
      uploadOrigin: undefined,
      digests: true,
      redirects: true,
      interruptions: [],
    },
  }
}
