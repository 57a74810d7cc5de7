/** The files of one commit, laid out in a folder of their own. */
export interface LaidOut {
  /** The absolute path of the folder that holds what the repository holds. */
  readonly folder: string
  readonly commit: string
  /** The time of the commit. Every file, folder and symlink below `folder` has it. */
  readonly time: Date
  /** How many files and symlinks the commit holds. */
  readonly files: number
  /** The paths of the commit, from the root of the repository. */
  readonly tracked: ReadonlySet<string>
  /** The id that git gives the content of each regular file, by its path from the root of the repository. */
  readonly objects: ReadonlyMap<string, string>
  /** Untracked files that `include` names, from the root of the repository; they are in the folder too. */
  readonly included: readonly string[]
  /** What `--include` of deno gets: paths from `working-directory`, and specifiers such as `npm:…`. */
  readonly includeArguments: readonly string[]
  /** Untracked paths that are neither ignored nor included. They are not in the folder. */
  readonly left: readonly string[]
}
