import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'labels-changed': {
    verdict: 'pass',
    means: 'Labels were added or removed, and the pull request shows the result.',
  },
  'labels-current': {
    verdict: 'pass',
    means: 'The labels already agree with the rules. Nothing was written.',
  },
  'too-many-labels': {
    verdict: 'fail',
    means:
      'The pull request would have more than 100 labels, which is the limit of GitHub. Nothing was written.',
    fix: 'Remove labels, or write fewer rules.',
  },
  'history-incomplete': {
    verdict: 'fail',
    means:
      'The label history from the forge contradicts the labels on the pull request, so the action cannot know who added or removed a label. Nothing was written.',
    fix: 'Run again. If it fails again, remove the labels that the message names by hand and add them again: that renews their history.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'The trusted ref has no rule file.',
    fix: 'Add the rule file to the default branch. The message shows how to begin.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The rule file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
})
