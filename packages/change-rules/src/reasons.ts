import { defineReasons } from '@suite/errors'

/** The reasons of an action that takes its duties from a rule file. */
export const dutyReasons = defineReasons({
  'duty-avoidable': {
    verdict: 'fail',
    means:
      'A rule requires something, such as a proof, under a condition that the author of the change can avoid.',
    fix: 'Write the rule with `any-glob-to-any-file` or `all-globs-to-any-file`.',
  },
})
