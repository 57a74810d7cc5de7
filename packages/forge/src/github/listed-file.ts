import type { ChangedFile, FileStatus } from '@suite/change-rules'
import type { z } from 'zod/mini'
import type { listedFiles } from './answers.ts'

const statuses: Readonly<Record<string, FileStatus | undefined>> = {
  added: 'added',
  copied: 'copied',
  modified: 'modified',
  // A changed mode or kind; and a listed file of no counted lines, such as a picture, may say "unchanged".
  changed: 'modified',
  unchanged: 'modified',
  removed: 'removed',
  renamed: 'renamed',
}

export interface ListedFile {
  /** Missing where the row does not say enough: a status that is not known, a rename without its old path. */
  readonly file: ChangedFile | undefined
  /** The head that the row was computed for, where the row tells. */
  readonly head: string | undefined
}

/** Reads a row of the list of a pull request's files. Pure. */
export function toListedFile({
  filename: path,
  status: word,
  previous_filename: previousPath,
  contents_url,
}: z.infer<typeof listedFiles>[number]): ListedFile {
  const status = statuses[word]
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
