export interface Artifact {
  readonly id: string
  readonly name: string
  readonly run: string
  readonly createdAt: string
  job: string
  readonly blob: Blob
  /** As FinalizeArtifact reported them; undefined before that. */
  finalized: { readonly size: string; readonly hash: string | undefined } | undefined
}

export interface Blob {
  readonly blocks: Map<string, Buffer>
  /** Undefined until the block list is committed. */
  bytes: Buffer | undefined
}

export interface State {
  url: string
  readonly now: () => Date
  /**
   * `gitea`: a second upload of a name replaces the first, and a list shows the caller as the uploader and no digest.
   */
  readonly forge: 'github' | 'gitea'
  readonly artifacts: Artifact[]
  nextId: number
}
