/** Where the lock file of a project is. Its path is from the root of the repository. */
export type Lock =
  | { readonly kind: 'off' }
  | { readonly kind: 'missing' | 'untracked' | 'tracked'; readonly path: string }

/** A file or folder that the configuration names. */
export interface NamedPath {
  /** The key that names it, such as `importMap`. */
  readonly key: string
  readonly text: string
  /** From the root of the repository, if it is a path inside; undefined if it is outside, or an address. */
  readonly path: string | undefined
}

/** What deno.json says about a program. Paths are from the root of the repository. */
export interface Project {
  /** The folder in which deno runs; `.` is the root. */
  readonly workingDirectory: string
  /** The file that starts the program. */
  readonly entrypoint: string
  readonly isEntrypointTracked: boolean
  /** The configuration that deno reads; undefined if there is none. */
  readonly config: string | undefined
  /** The configuration that has the version and the lock: that of the workspace, or else `config`. */
  readonly rootConfig: string | undefined
  readonly version: string | undefined
  readonly lock: Lock
  /** The configuration that lets scripts of packages run while deno installs; undefined if none does. */
  readonly scriptsAllowedBy: string | undefined
  /** Whether the configuration has permissions for `deno compile`, which deno uses only with `-P`. */
  readonly hasCompilePermissions: boolean
  /** The hosts that a set of permissions lets modules be imported from, by the name of the set; `''` is that of `-P`. */
  readonly importHosts: ReadonlyMap<string, readonly string[]>
  readonly namedPaths: readonly NamedPath[]
}
