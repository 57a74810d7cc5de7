import { changesReasons } from '@suite/changes/reasons'
import { defineReasons } from '@suite/errors'

/** How a run that reads changes, pull requests or labels from a forge can end, in addition to its own reasons. */
export const forgeReasons = {
  ...changesReasons,
  ...defineReasons({
    'list-incomplete': {
      verdict: 'fail',
      means: 'The forge truncated a list, and the action found no other way to complete it.',
      fix: 'Run again. The message names the list and says what was tried.',
    },
    'head-moved': {
      verdict: 'fail',
      means: 'Someone pushed to the pull request, or changed its base, after this run was started.',
      fix: 'Do nothing: the push or the new base started another run.',
    },
    'label-ambiguous': {
      verdict: 'fail',
      means:
        'The repository or its organization has two labels with the name that a rule gives, which Gitea allows. No label was added.',
      fix: 'Keep one label of that name: delete or rename the others.',
    },
    'write-not-confirmed': {
      verdict: 'fail',
      means: 'The forge accepted a write, but does not show the result.',
      fix: 'Look at the labels of the pull request, then run again.',
    },
  }),
}
