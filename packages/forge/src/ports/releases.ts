import type { BodySource, Sink } from '@suite/http'

export interface Release {
  readonly id: number
  readonly tag: string
  /** The commit, or the branch, that the tag is made at when the release is published. */
  readonly target: string
  readonly name: string
  readonly body: string
  readonly isDraft: boolean
  readonly isPrerelease: boolean
  /** Whether tag and assets are frozen; undefined if the forge does not say. */
  readonly isImmutable: boolean | undefined
  /** The page that people open. */
  readonly url: string
  /** ISO 8601, UTC; undefined for a draft. */
  readonly publishedAt: string | undefined
  /** Where the forge says that assets are uploaded to; undefined if it does not say. */
  readonly uploadUrl: string | undefined
  /**
   * The assets that this answer shows; undefined if it shows none. Only the list of {@link Releases.assets} is known to
   * be complete.
   */
  readonly assets: readonly ReleaseAsset[] | undefined
}

/** Which release is asked for: its id says it to the forge, and its tag to people. */
export type ReleaseName = Pick<Release, 'id' | 'tag'>

/** A file of a release. */
export interface ReleaseAsset {
  readonly id: number
  readonly name: string
  readonly size: number
  /** False for what an interrupted upload left. */
  readonly isWhole: boolean
  /** In lower-case hexadecimal; undefined if the forge does not compute one. */
  readonly sha256: string | undefined
}

export interface TagFact {
  readonly name: string
  /** What the tag itself points to: a tag object, or the commit. A release attestation names it. */
  readonly object: string
  /** The commit that the tag points to, through any tag objects in between. */
  readonly commit: string
  readonly isAnnotated: boolean
}

export interface NewDraft {
  readonly tag: string
  /** The commit that the tag is made at when the release is published. */
  readonly target: string
  readonly name: string
  readonly body: string
  readonly isPrerelease: boolean
}

/** What is changed of a release; what is left out stays. */
export interface ReleaseChange {
  readonly body?: string
  readonly name?: string
  readonly isPrerelease?: boolean
  readonly target?: string
}

export interface Publication {
  readonly isPrerelease: boolean
  /** `legacy`: the forge decides by date and version. A forge without such a mark takes nothing else. */
  readonly makeLatest: 'true' | 'false' | 'legacy'
}

export interface GeneratedNotes {
  readonly name: string
  readonly body: string
}

/** An attestation that the forge keeps for a digest. */
export interface Attestation {
  /** The Sigstore bundle as it came; it is not verified. */
  readonly bundle: unknown
  /** The predicate type that the statement in the bundle names. */
  readonly predicateType: string
}

/**
 * The releases of a repository. Each write is compared with what the forge answers. A write that fails although it may
 * have been carried out has an error with `ambiguous: true`: read back before anything is sent again.
 *
 * @throws OutsideError from each method, with a reason of `release-reasons.ts` where a refusal has a fix of its own
 */
export interface Releases {
  /** What the forge has. Asking for what it does not have fails with `release-feature-missing`. */
  readonly can: {
    readonly immutable: boolean
    readonly latest: boolean
    readonly generateNotes: boolean
    readonly digests: boolean
  }
  /**
   * Every release, drafts too. A draft that was just created may still be missing.
   * @throws OutsideError `list-incomplete`
   */
  all(): Promise<readonly Release[]>
  /**
   * The published release of a tag. A draft does not count: without another release, it is undefined.
   * @param listed the answer of `all`, if it is asked for at the same time
   */
  published(tag: string, listed?: Promise<readonly Release[]>): Promise<Release | undefined>
  /**
   * The release that the forge calls the latest; undefined if no stable release is published.
   * @param listed the answer of `all`, if it is asked for at the same time
   */
  latest(listed?: Promise<readonly Release[]>): Promise<Release | undefined>
  read(release: ReleaseName): Promise<Release | undefined>
  createDraft(draft: NewDraft): Promise<Release>
  update(release: ReleaseName, change: ReleaseChange): Promise<Release>
  publish(release: ReleaseName, publication: Publication): Promise<Release>
  /** Deletes a release that is a draft when it is read for this; any other one fails. */
  removeDraft(release: ReleaseName): Promise<void>
  /** @throws OutsideError `list-incomplete` */
  assets(release: ReleaseName): Promise<readonly ReleaseAsset[]>
  /**
   * Sends a file, and compares what the forge then says with what was sent: name, size, digest, state. It goes to the
   * upload origin that belongs to the API, also if the forge names another one, which fails.
   */
  upload(
    release: Release,
    asset: { readonly name: string; readonly source: BodySource },
  ): Promise<ReleaseAsset>
  /** Receives the bytes of an asset. One redirect is followed, without the token. Fails if the size differs. */
  readAsset(release: Release, asset: ReleaseAsset, into: Sink): Promise<void>
  /** Deletes an asset. One that is gone already is no error. */
  removeAsset(release: Release, asset: ReleaseAsset): Promise<void>
  /** @throws OutsideError if the tag points to something other than a commit */
  tag(name: string): Promise<TagFact | undefined>
  /** Creates an annotated tag, and reads it back. */
  createTag(tag: { readonly name: string; readonly commit: string; readonly message: string }): Promise<void>
  generatedNotes(range: {
    readonly tag: string
    readonly commit: string
    readonly previous: string | undefined
  }): Promise<GeneratedNotes>
  /** Whether new releases become immutable; undefined if the token may not know. */
  immutableSetting(): Promise<boolean | undefined>
  /**
   * The release attestations of a digest, such as `sha1:` and the object of a tag; empty if there are none yet. Only
   * immutable releases get one, some time after they are published.
   */
  attestationsOf(digest: string): Promise<readonly Attestation[]>
}
