import type { ChangedFile, FileStatus } from '@suite/changes'

/** A row of a forge's list of the files of a pull request. */
export interface FileRow {
  readonly filename: string
  readonly status: string
  readonly previous_filename?: string | undefined
  readonly contents_url?: string | null | undefined
}

/** The meaning of a forge's words for the status of a file. */
export type StatusWords = Readonly<Record<string, FileStatus | undefined>>

export interface ListedFile {
  /** Missing if the row is not complete: an unknown status, or a rename without its old path. */
  readonly file: ChangedFile | undefined
  /** The head that the row was computed for, if the row names it. */
  readonly head: string | undefined
}

/** Returns the file that a row of a list names, and the head that the row was computed for. */
export function toListedFile(
  { filename: path, status: word, previous_filename: previousPath, contents_url }: FileRow,
  words: StatusWords,
): ListedFile {
  const status = Object.hasOwn(words, word) ? words[word] : undefined
  const isClear = status !== undefined && (status !== 'renamed' || previousPath !== undefined)
  return {
    file: isClear ? { path, status, ...(previousPath === undefined ? {} : { previousPath }) } : undefined,
    // A removed file is linked where it last was, not at the head.
    head: status === 'removed' ? undefined : headOf(contents_url ?? ''),
  }
}

function headOf(contentsUrl: string): string | undefined {
  return /[?&]ref=([0-9a-f]{40,64})$/.exec(contentsUrl)?.[1]
}
