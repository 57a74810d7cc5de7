import type { FailReason } from '@suite/errors'
import type { Releases } from '@suite/forge'
import type { BodySource } from '@suite/http'
import type { ReleaseFolder } from './files/read-folder.ts'

/** The files on this machine. */
export interface LocalFiles {
  /** The folder of the manifest, with a hash of every file in it. */
  readFolder(manifestPath: string): Promise<ReleaseFolder>
  /** The bytes of a regular file of at most `most` bytes. */
  readSmall(path: string, most: number, reason?: FailReason): Promise<Uint8Array>
  /** A file as the body of an upload; it is read while it is sent. */
  source(path: string): Promise<BodySource>
}

/** A tag, and the commit that it points to. */
export interface RepositoryTag {
  readonly name: string
  readonly commit: string
}

/** The history of the repository, as the forge has it. */
export interface Ancestry {
  headOfDefaultBranch(): Promise<{ readonly name: string; readonly commit: string }>
  /** Whether a commit is the other one, or comes before it. Both are whole ids. */
  isAncestor(commit: string, of: string): Promise<boolean>
  /** Every tag of a commit. */
  tags(): Promise<readonly RepositoryTag[]>
}

/** What this action needs from outside. */
export interface Ports {
  readonly files: LocalFiles
  readonly releases: Releases
  readonly ancestry: Ancestry
  /** Waits this many milliseconds, or until the run is cancelled. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** Milliseconds that are left of the run. */
  readonly remaining: () => number
}
