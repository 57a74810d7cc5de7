/** A file as it must be published. */
export interface WantedFile {
  readonly name: string
  readonly size: number
  /** In lower-case hexadecimal. */
  readonly sha256: string
}

/** The release that the inputs and the manifest describe. */
export interface Wanted {
  readonly tag: string
  /** The page of the repository. */
  readonly repository: string
  readonly commit: string
  /** SHA-256 of the manifest. */
  readonly manifest: string
  readonly title: string
  /** The notes of the draft; they begin with the mark. */
  readonly body: string
  readonly files: readonly WantedFile[]
  /** The name of the file with the attestations of the build, whether this run has one or not. */
  readonly bundle: string
  readonly isPrerelease: boolean
  readonly makeLatest: 'true' | 'false' | 'legacy'
  readonly annotatedTag: boolean
  readonly existing: 'fail' | 'resume'
}
