import { changesReasons } from '@suite/changes/reasons'
import { defineReasons } from '@suite/errors'

/** How a run that reads changes, pull requests or labels from a forge can end, in addition to its own reasons. */
export const forgeReasons = {
  ...changesReasons,
  ...defineReasons({
    'list-incomplete': {
      verdict: 'fail',
      means: 'A list of the forge was truncated, and could not be completed another way.',
      fix: 'Run again. The message names the list, and says what was tried.',
    },
    'head-moved': {
      verdict: 'fail',
      means:
        'The pull request was pushed to, or its base was changed, since the event that started this run, or while it was read.',
      fix: 'Nothing: the push, or the change of the base, has started a run of its own.',
    },
    'label-ambiguous': {
      verdict: 'fail',
      means:
        'The repository, or its organization, has two labels of the name that a rule gives, as Gitea allows. No label is put on.',
      fix: 'Delete or rename all labels of that name but one.',
    },
    'write-not-confirmed': {
      verdict: 'fail',
      means: 'The forge accepted a write, but its answer does not show the result.',
      fix: 'Look at the labels of the pull request, then run again.',
    },
  }),
}
