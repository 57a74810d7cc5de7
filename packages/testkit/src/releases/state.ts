import { createHash } from 'node:crypto'

/** A file of a release, with its bytes. */
export interface AssetState {
  readonly id: number
  readonly name: string
  readonly bytes: Buffer
  /** `starter`: an interrupted upload left it. */
  readonly state: 'uploaded' | 'starter'
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string
  readonly uuid: string
  readonly createdAt: Date
}

export interface ReleaseState {
  readonly id: number
  tag: string
  target: string
  name: string
  body: string
  isDraft: boolean
  isPrerelease: boolean
  isImmutable: boolean
  readonly author: string
  readonly createdAt: Date
  publishedAt: Date | undefined
  readonly assets: AssetState[]
  /** How many more lists are without it. */
  hiddenReads: number
}

/** How an upload ends that is interrupted after some bytes. */
export interface Interruption {
  /** The bytes that are kept. */
  readonly keep: number
  /** A proxy's 502, or a reset of the connection. */
  readonly ends: '502' | 'reset'
}

/** A release as a test gives it. */
export interface ReleaseFields {
  readonly tag: string
  /** Where the tag is made, if it does not exist; by default the head of the default branch. */
  readonly target?: string
  readonly name?: string
  readonly body?: string
  readonly isPrerelease?: boolean
  /** Bytes or texts by file name. */
  readonly assets?: Readonly<Record<string, Buffer | string>>
}

export function newAsset(
  at: { readonly now: () => Date; readonly nextId: () => number },
  {
    name,
    bytes,
    state = 'uploaded',
  }: Pick<AssetState, 'name' | 'bytes'> & Partial<Pick<AssetState, 'state'>>,
): AssetState {
  return {
    id: at.nextId(),
    name,
    bytes,
    state,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    uuid: crypto.randomUUID(),
    createdAt: at.now(),
  }
}

export function newRelease(
  at: { readonly now: () => Date; readonly nextId: () => number },
  fields: Pick<ReleaseState, 'tag' | 'target' | 'name' | 'body' | 'isPrerelease' | 'author'>,
): ReleaseState {
  return {
    id: at.nextId(),
    ...fields,
    isDraft: true,
    isImmutable: false,
    createdAt: at.now(),
    publishedAt: undefined,
    assets: [],
    hiddenReads: 0,
  }
}

/** Returns the releases that a list shows, newest first, and counts the read. */
export function listed(releases: readonly ReleaseState[]): ReleaseState[] {
  return [...releases].reverse().filter((release) => {
    const hidden = release.hiddenReads > 0
    if (hidden) release.hiddenReads -= 1
    return !hidden
  })
}
