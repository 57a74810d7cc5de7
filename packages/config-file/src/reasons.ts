import { defineReasons } from '@suite/errors'

/** The reasons of a run that reads a configuration file. */
export const configFileReasons = defineReasons({
  'config-invalid': {
    verdict: 'fail',
    means: 'A file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
})
