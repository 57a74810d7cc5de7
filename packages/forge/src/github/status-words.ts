import type { StatusWords } from '../listed-file.ts'

/** What happened to a file, in the words of GitHub's API. */
export const statusWords: StatusWords = {
  added: 'added',
  copied: 'copied',
  modified: 'modified',
  // A changed mode or kind; and a listed file of no counted lines, such as a picture, may say "unchanged".
  changed: 'modified',
  unchanged: 'modified',
  removed: 'removed',
  renamed: 'renamed',
}
