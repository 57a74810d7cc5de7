import { defineReasons } from '@suite/errors'

/** How a run can end that reads a file of a person, besides by its own reasons. */
export const configFileReasons = defineReasons({
  'config-invalid': {
    verdict: 'fail',
    means: 'A file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
})
