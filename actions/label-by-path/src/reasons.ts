import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'labels-changed': {
    verdict: 'pass',
    means: 'Labels were added or taken off, and the pull request shows them so.',
  },
  'labels-current': {
    verdict: 'pass',
    means: 'The labels were as the rules want them. Nothing was written.',
  },
  'too-many-labels': {
    verdict: 'fail',
    means:
      'The pull request would have more than 100 labels, the most that GitHub takes. Nothing was written.',
    fix: 'Take labels off, or write fewer rules.',
  },
  'history-incomplete': {
    verdict: 'fail',
    means:
      'The label history that the forge gives contradicts the labels on the pull request, so that it is not known who put which label on or took it off. Nothing was written.',
    fix: 'Run again. If it stays so, take the labels that the message names off by hand, and put them on again: that writes their history anew.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'There is no rule file at the ref that is trusted.',
    fix: 'Add it to the default branch. The message shows how to begin.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The rule file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
})
