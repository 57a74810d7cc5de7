/** A rule-file feature that actions/labeler 7 reads differently or refuses. */
export interface Difference {
  readonly topic: string
  readonly labeler: string
  readonly here: string
}

export const DIFFERENCES_FROM_LABELER: readonly Difference[] = [
  {
    topic: 'Renamed files',
    labeler: 'Only the new path is matched, so a file that is moved away is not seen.',
    here: 'Both paths count; `…-to-all-files` must hold for both.',
  },
  {
    topic: 'Case of label names',
    labeler: 'Compared exactly, so `SRC` and `src` are two labels and are written again on each run.',
    here: 'Folded, as the forge does; two rules for one label are an error.',
  },
  {
    topic: 'Unknown keys, wrong types, empty lists',
    labeler: 'Logged or ignored; the run passes.',
    here: 'An error with file, line and column, and the key that was probably meant.',
  },
  {
    topic: 'An empty rule file',
    labeler: 'The run passes, and no label is set.',
    here: 'An error whose message shows how to begin.',
  },
  {
    topic: 'A change without files',
    labeler: 'Meets `…-to-all-files` conditions in an `any` block.',
    here: 'Meets no condition on files.',
  },
  {
    topic: 'Globs',
    labeler: 'A short pattern can take minutes on one file name.',
    here: 'Linear in the length of the path; a pattern that is not supported, or costs too much, is an error at its line.',
  },
  {
    topic: 'Globs that no path can match, such as `docs/` and `./docs`',
    labeler: 'Match no file, without a message.',
    here: 'Match no file, with a warning at the line that says what was probably meant.',
  },
  {
    topic: 'Branch patterns',
    labeler: 'Regular expressions of JavaScript, which can take forever.',
    here: 'Linear time; lookaround, back references, and what RE2 reads as something else (`\\p{L}`, `[[:alpha:]]`) are an error at their line.',
  },
  {
    topic: 'YAML merge keys (`<<`)',
    labeler: 'Merged, as in YAML 1.1.',
    here: 'An error; anchors and aliases work.',
  },
]
