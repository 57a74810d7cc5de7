import { defineReasons } from '@suite/errors'

/** How a run can end because of the runtime (denort) that a program is compiled with. */
export const denortReasons = defineReasons({
  'denort-missing': {
    verdict: 'fail',
    means: 'There is no runtime for a target at `denort-url`.',
    fix: 'Check that `denort-url` has the runtimes of this version of deno, or leave the target out of `targets`.',
  },
  'denort-unusable': {
    verdict: 'fail',
    means: 'An archive is not the runtime of its target: it is a page, damaged, or holds something else.',
    fix: 'Open the address that the message names. Correct the mirror, or leave `denort-url` to its default.',
  },
  'denort-sum-differs': {
    verdict: 'fail',
    means: 'An archive has another SHA-256 than the one that it must have. Nothing was compiled with it.',
    fix: 'Find out why before anything else: a damaged copy, or somebody who replaced the runtime.',
  },
  'denort-sums-incomplete': {
    verdict: 'fail',
    means: 'There is no SHA-256, or more than one, that an archive could be checked against.',
    fix: 'Add one line for each target to the file of `denort-sums`, as `sha256sum` writes it.',
  },
})
