import type { ChangedFile } from '@suite/change-rules'

/** What stands at a path of a tree. `id` is git's object id: equal ids, equal content. */
export interface TreeEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  readonly id: string
}

/** A file as it is at a commit. */
export interface FileContents {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What changed, and what files hold. GitHub, Gitea and a local clone all know this. */
export interface Changes {
  /**
   * Every file that differs between two commits. The list is complete; a rename is a removal and an addition.
   * @throws OutsideError when the whole cannot be had
   */
  between(base: string, head: string): Promise<readonly ChangedFile[]>
  /** The best common ancestor. */
  mergeBase(base: string, head: string): Promise<string>
  /** Every entry of a commit's tree, by path. Asked for twice, it is read once. */
  tree(commit: string): Promise<ReadonlyMap<string, TreeEntry>>
  /**
   * The file at a path; `undefined` where there is none.
   * @param ref a commit id, or a full ref such as `refs/heads/main`: a short name might be a tag that shadows a branch
   * @throws UsageError `not-a-file` for a folder, symlink or submodule
   */
  read(path: string, ref: string): Promise<FileContents | undefined>
  /** The content of a file by its object id. */
  blob(id: string): Promise<Uint8Array>
}
