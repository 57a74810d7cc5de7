import { defineReasons } from '@suite/errors'

/** The reasons of an action that takes its duties from a rule file. */
export const dutyReasons = defineReasons({
  'duty-avoidable': {
    verdict: 'fail',
    means: 'A rule makes a duty depend on what the author of a change can switch off.',
    fix: 'Write the rule with `any-glob-to-any-file` or `all-globs-to-any-file`.',
  },
})
