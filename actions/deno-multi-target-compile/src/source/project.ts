/** Where the lock file of a project is. Paths are from the root of the repository. */
export type Lock =
  | { readonly kind: 'off' }
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly isTracked: boolean }

/** What deno.json and the files next to it say about a program. Paths are from the root of the repository. */
export interface Project {
  /** The folder in which deno runs. */
  readonly folder: string
  /** The file that starts the program. */
  readonly entrypoint: string
  /** The configuration that deno reads; undefined if there is none. */
  readonly config: string | undefined
  /** The configuration of the whole workspace, which holds the version; equal to `config` outside of a workspace. */
  readonly rootConfig: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  readonly lock: Lock
  /** Whether the configuration has permissions for `deno compile`, which deno uses only with `-P`. */
  readonly hasCompilePermissions: boolean
  /** The sets of permissions by their names, as the configuration writes them. */
  readonly permissionSets: ReadonlyMap<string, unknown>
}
