import type { ChangedFile } from './changed-file.ts'

/** An entry of a tree. `id` is git's object id: equal ids, equal content. */
export interface TreeEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  readonly id: string
  /** The size of a file in bytes, if the forge gives it. */
  readonly size?: number
  /** True for an executable file; undefined for any other. */
  readonly executable?: true
}

/** A file as it is at a commit. */
export interface FileContents {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A commit and its parents. It was made on the first parent. */
export interface Commit {
  readonly id: string
  readonly parents: readonly string[]
}

/** How a commit relates to another one, its base. */
export interface History {
  /** Every best common ancestor. There are several if both sides have merged each other. */
  readonly mergeBases: readonly string[]
  /** The commits that the base does not have, the oldest first. */
  readonly commits: readonly Commit[]
  /** What the head changes over a merge base, if the forge gives a complete list with the commits. */
  readonly files?: readonly ChangedFile[] | undefined
}

/**
 * What changed, and what files hold. GitHub, Gitea and a local clone all know this. A commit is given by its whole
 * id or by a full ref such as `refs/heads/main`: a short name might be a tag that shadows a branch.
 *
 * @throws UsageError `input-invalid` for any other name, and for a path that git would not write so
 * @throws OutsideError if the answer is not complete
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
   * Returns the commit that a tag names: the id itself, or the target of an annotated tag, through any number of tags.
   * Returns undefined for a tag of a tree or a blob, which names no commit.
   * @param id the object that the tag holds, as the payload of a push gives it
   * @param tag the tag's full ref, such as `refs/tags/v1`
   */
  commitOfTag(id: string, tag: string): Promise<string | undefined>
  /**
   * Returns the commits of `head` since `base`, and their merge bases.
   * @throws UsageError `histories-unrelated` if they have no common ancestor
   * @throws OutsideError `list-incomplete` if commits are missing, or there are too many
   */
  history(base: string, head: string): Promise<History>
  /** What a commit changes over its first parent, or all that it holds if it has none. The list is complete. */
  ofCommit(commit: Commit): Promise<readonly ChangedFile[]>
  /** The id of the commit that a full ref names now. */
  commitAt(ref: string): Promise<string>
  /** Every entry of a commit's tree, by path. It is read once, even if it is requested twice. */
  tree(commit: string): Promise<ReadonlyMap<string, TreeEntry>>
  /**
   * Returns the file at a path; undefined if there is no file. A symlink to a file of the same tree is followed for one
   * step, because GitHub does so.
   * @throws UsageError `not-a-file` for a folder, a submodule or any other symlink
   */
  read(path: string, ref: string): Promise<FileContents | undefined>
  /** The content of a file by its object id. */
  blob(id: string): Promise<Uint8Array>
}
