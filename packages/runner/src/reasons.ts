import { defineReasons } from '@suite/errors'
import { httpReasons } from '@suite/http/reasons'
import { wireReasons } from '@suite/wire/reasons'

/** The reasons of every run of the runner, in addition to those of every action. */
export const runnerReasons = {
  ...wireReasons,
  ...httpReasons,
  ...defineReasons({
    'outputs-not-written': {
      verdict: 'fail',
      means:
        'The outputs could not be written to the file that the runner provides, so a later step would read nothing.',
      fix: 'Check the disk of the runner and the file that GITHUB_OUTPUT names, then run again.',
    },
    'summary-not-written': {
      verdict: 'fail',
      means:
        'The summary could not be written to the file that the runner provides, so the forge cannot show it.',
      fix: 'Check the disk of the runner and the file that GITHUB_STEP_SUMMARY names, then run again.',
    },
  }),
}
