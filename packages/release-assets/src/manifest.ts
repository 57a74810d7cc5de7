/** The permissions of deno, in the order in which tables list them. */
export const permissionNames = ['read', 'write', 'net', 'env', 'run', 'sys', 'ffi', 'import'] as const

export type PermissionName = (typeof permissionNames)[number]

/** What a permission covers: the values listed, everything, or nothing. */
export type PermissionScope = readonly string[] | 'all' | null

/** One permission, as it is written in a binary. */
export interface BakedPermission {
  readonly allow: PermissionScope
  readonly deny: PermissionScope
  /** What is answered as if it did not exist; deno has this for `read` and `env`. */
  readonly ignore?: PermissionScope | undefined
}

export type BakedPermissions = { readonly [Name in PermissionName]: BakedPermission }

/** A binary of the release. */
export interface ManifestAsset {
  readonly name: string
  readonly target: string
  /** Bytes, as published. */
  readonly size: number
  /** SHA-256 as compiled, in hexadecimal. */
  readonly built: string
  /** SHA-256 as published. It differs from `built` only if the file was signed in between. */
  readonly published: string
  /** The oldest glibc that can run it, such as `2.31`; absent if it needs none. */
  readonly glibc?: string | undefined
}

/** The runtime that one target was compiled with. */
export interface ManifestBase {
  readonly target: string
  readonly archiveSha256: string
  /** The sums that the archive was checked against: a file of the repository, or those that its host publishes. */
  readonly checkedAgainst: 'committed-sums' | 'published-sums'
}

/** A file that is published next to the binaries. */
export interface ManifestDocument {
  readonly name: string
  readonly kind: 'sbom'
  readonly size: number
  readonly sha256: string
}

export const manifestFormat = 'release-manifest/1'

/** What a release consists of, and how to build it again. It is equal whenever the same commit is built. */
export interface ReleaseManifest {
  readonly schema: typeof manifestFormat
  /** Name of the application. */
  readonly name: string
  /** Semantic version, without `v`. */
  readonly version: string
  /** Full id of the commit. */
  readonly commit: string
  /** The time of the commit, ISO 8601 in UTC. */
  readonly createdFor: string
  readonly deno: { readonly version: string; readonly bases: readonly ManifestBase[] }
  readonly entrypoint: string
  /** The flags that `deno compile` got for every target. */
  readonly arguments: readonly string[]
  /** The permissions in the binaries, read from their bytes. */
  readonly permissions: BakedPermissions
  readonly assets: readonly ManifestAsset[]
  readonly documents: readonly ManifestDocument[]
  /** Whether a second build was equal byte for byte. */
  readonly reproducible: 'checked' | 'not-checked'
}
