import { defineReasons } from '@suite/errors'

/** The reasons of an action that writes evidence. */
export const evidenceReasons = defineReasons({
  'proof-dir-unusable': {
    verdict: 'fail',
    means: 'The folder for proofs cannot be used: it is a link, or the job may not write to it.',
    fix: 'Name a folder that the runner can write into, such as one that does not exist yet.',
  },
  'evidence-not-written': {
    verdict: 'fail',
    means: 'The evidence could not be written, or was different when it was read back.',
    fix: 'Look at the disk of the runner, and run again.',
  },
  'secret-in-evidence': {
    verdict: 'fail',
    means: 'The evidence would contain something that looks like a secret. Nothing was written.',
    fix: 'Look at the place that the message names.',
  },
})

/** The reasons of an action that reads evidence. */
export const evidenceReadReasons = defineReasons({
  'evidence-invalid': {
    verdict: 'fail',
    means: 'An evidence file is invalid, or was edited.',
    fix: 'Run the action that wrote the evidence again, and commit the new file without changes.',
  },
})
