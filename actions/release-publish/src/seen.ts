import type { Release, ReleaseAsset, TagFact } from '@suite/forge'
import { isSameMark, readMark } from './notes/mark.ts'
import type { Wanted } from './wanted.ts'

/** A file of a release, and what was found out about its bytes. */
export interface SeenAsset extends ReleaseAsset {
  /** Of a published file of attestations whose bytes are not those of this run: whether it covers the release. */
  readonly coversRelease?: boolean
}

/** What the forge has for the tag. */
export interface Seen {
  readonly tag: TagFact | undefined
  /** Every release of the tag, drafts too. */
  readonly releases: readonly Release[]
  /** The ids in the list of releases, which may lag behind a write. */
  readonly listed: ReadonlySet<number>
  /** The files of the release that `subjectOf` returns. */
  readonly assets: readonly SeenAsset[]
  /** The id of the latest release; undefined if there is none, or it was not asked for. */
  readonly latest: number | undefined
  /** False if only the release that is worked on was read again. */
  readonly isWhole: boolean
}

/** What this run did so far. */
export interface Progress {
  /** The drafts that this run created or wrote to. */
  readonly drafts: ReadonlySet<number>
  /** The drafts that this run created. */
  readonly created: ReadonlySet<number>
  /** The surplus drafts that this run deleted; a list may still show them. */
  readonly removed: ReadonlySet<number>
  /** A creation was sent, and its outcome is not known. */
  readonly mayHaveCreated: boolean
  /** A publication was sent. */
  readonly hasPublished: boolean
}

export const noProgress: Progress = {
  drafts: new Set(),
  created: new Set(),
  removed: new Set(),
  mayHaveCreated: false,
  hasPublished: false,
}

/** Returns whether a draft was made for exactly this release, by this run or an earlier attempt. */
export function isOwn(wanted: Wanted, { body }: Release): boolean {
  const mark = readMark(body)
  return mark !== undefined && isSameMark(mark, wanted)
}

/** Returns the drafts of this release, the oldest first. All runs keep the oldest, so that they agree on one. */
export function ownDrafts(wanted: Wanted, releases: readonly Release[]): readonly Release[] {
  return releases.filter((release) => release.isDraft && isOwn(wanted, release)).sort((a, b) => a.id - b.id)
}

/** Returns the release that is compared or worked on: the published one, or else the oldest draft of this release. */
export function subjectOf(wanted: Wanted, releases: readonly Release[]): Release | undefined {
  return releases.find(({ isDraft }) => !isDraft) ?? ownDrafts(wanted, releases)[0]
}
