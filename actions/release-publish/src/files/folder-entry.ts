/** An entry of the folder with the files of the release. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'symlink' | 'folder' | 'other'
  readonly size: number
  /** Of a file, in lower-case hexadecimal. */
  readonly sha256: string | undefined
}
