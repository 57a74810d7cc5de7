import type { StatusWords } from '../listed-file.ts'

/** The meaning of GitHub's words for the status of a file. */
export const statusWords: StatusWords = {
  added: 'added',
  copied: 'copied',
  modified: 'modified',
  // A changed mode or kind. A file without counted lines, such as a picture, may be "unchanged".
  changed: 'modified',
  unchanged: 'modified',
  removed: 'removed',
  renamed: 'renamed',
}
