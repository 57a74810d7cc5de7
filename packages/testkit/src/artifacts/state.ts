export interface Artifact {
  readonly id: string
  readonly name: string
  readonly run: string
  readonly createdAt: string
  job: string
  readonly blob: Blob
  /** As FinalizeArtifact claimed them; undefined before. */
  finalized: { readonly size: string; readonly hash: string | undefined } | undefined
}

export interface Blob {
  readonly blocks: Map<string, Buffer>
  /** Undefined until the list of blocks was committed. */
  bytes: Buffer | undefined
}

export interface State {
  url: string
  readonly now: () => Date
  /** `gitea`: a second upload of a name replaces the first, and a list names nobody but who asks, and no digest. */
  readonly forge: 'github' | 'gitea'
  readonly artifacts: Artifact[]
  nextId: number
}
