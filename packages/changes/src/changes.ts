import type { ChangedFile } from './changed-file.ts'

/** What stands at a path of a tree. `id` is git's object id: equal ids, equal content. */
export interface TreeEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  readonly id: string
  /** Of a file, in bytes, where the forge says it. */
  readonly size?: number
  /** There, and true, for a file that may be run. */
  readonly executable?: true
}

/** A file as it is at a commit. */
export interface FileContents {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A commit and its parents, the first of which it was made on. */
export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
}

/** How a commit relates to another one, its base. */
export interface History {
  /** Every best common ancestor. There are several where both sides have merged each other. */
  readonly mergeBases: readonly string[]
  /** The commits that the base does not have, the oldest first. */
  readonly commits: readonly Commit[]
  /** What the head changes over a merge base, where the forge says so with the commits and the list is complete. */
  readonly files?: readonly ChangedFile[] | undefined
}

/**
 * What changed, and what files hold. GitHub, Gitea and a local clone all know this. A commit is given by its whole
 * id or by a full ref such as `refs/heads/main`: a short name might be a tag that shadows a branch.
 *
 * @throws UsageError `input-invalid` for any other name, and for a path that git would not write so
 * @throws OutsideError when the whole answer cannot be had
 */
export interface Changes {
  /** Every file that differs between two commits. The list is complete; a rename is a removal and an addition. */
  between(base: string, head: string): Promise<readonly ChangedFile[]>
  /**
   * Returns the id of the best common ancestor. Returns undefined if the two have none, and if a whole clone does not
   * have the base. A forge fails for a commit that it does not have.
   */
  mergeBase(base: string, head: string): Promise<string | undefined>
  /**
   * The commit that a tag names: the id itself, or what an annotated tag leads to, through any number of tags.
   * `undefined` for a tag of a tree or a blob, which names no commit.
   * @param id the object that the tag holds, as the payload of a push gives it
   * @param tag the tag's full ref, such as `refs/tags/v1`
   */
  commitOfTag(id: string, tag: string): Promise<string | undefined>
  /**
   * The commits of `head` since `base`, and where the two part.
   * @throws UsageError `histories-unrelated` where they have nothing in common
   * @throws OutsideError `list-incomplete` where the commits are not all there, or are too many
   */
  history(base: string, head: string): Promise<History>
  /** What a commit changes over its first parent, or all that it holds if it has none. The list is complete. */
  ofCommit(commit: Commit): Promise<readonly ChangedFile[]>
  /** The id of the commit that a full ref names now. */
  commitAt(ref: string): Promise<string>
  /** Every entry of a commit's tree, by path. Asked for twice, it is read once. */
  tree(commit: string): Promise<ReadonlyMap<string, TreeEntry>>
  /**
   * The file at a path; `undefined` where there is none. A symlink to a file of the same tree is followed, one step,
   * because GitHub does so.
   * @throws UsageError `not-a-file` for a folder, a submodule or any other symlink
   */
  read(path: string, ref: string): Promise<FileContents | undefined>
  /** The content of a file by its object id. */
  blob(id: string): Promise<Uint8Array>
}
