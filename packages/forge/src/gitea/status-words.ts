import type { StatusWords } from '../listed-file.ts'

/** The meaning of Gitea's words for the status of a file. */
export const statusWords: StatusWords = {
  added: 'added',
  copied: 'copied',
  changed: 'modified',
  // A file without counted lines, such as a picture, or a changed mode.
  unchanged: 'modified',
  deleted: 'removed',
  renamed: 'renamed',
}
