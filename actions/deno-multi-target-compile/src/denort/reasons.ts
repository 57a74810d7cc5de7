import { defineReasons } from '@suite/errors'

/** How a run can end because of the runtime (denort) that a program is compiled with. */
export const denortReasons = defineReasons({
  'denort-missing': {
    verdict: 'fail',
    means: '`denort-url` has no runtime for a target.',
    fix: 'Check that `denort-url` has the runtimes of this version of deno, or leave the target out of `targets`.',
  },
  'denort-unusable': {
    verdict: 'fail',
    means:
      'An archive is not the runtime of its target: it is a web page, is damaged, or contains something else.',
    fix: 'Open the address that the message names. Correct the mirror, or leave `denort-url` out.',
  },
  'denort-sum-differs': {
    verdict: 'fail',
    means: 'The SHA-256 of an archive differs from the expected one. Nothing was compiled with it.',
    fix: 'First find out why: the copy may be damaged, or somebody may have replaced the runtime.',
  },
  'denort-sums-incomplete': {
    verdict: 'fail',
    means: 'There is no SHA-256 for an archive, or more than one.',
    fix: 'Add one line for each target to the file of `denort-sums`, as `sha256sum` writes it.',
  },
})
