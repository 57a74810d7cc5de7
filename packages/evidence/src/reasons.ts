import { defineReasons } from '@suite/errors'

/** The reasons of an action that writes evidence. */
export const evidenceReasons = defineReasons({
  'proof-dir-unusable': {
    verdict: 'fail',
    means: 'The folder for proofs cannot be used: a link stands there, or it may not be written.',
    fix: 'Name a folder that is empty or not there yet, within reach of the runner.',
  },
  'evidence-not-written': {
    verdict: 'fail',
    means: 'The evidence could not be written, or was not what was written when it was read back.',
    fix: 'Look at the disk of the runner, and run again.',
  },
  'secret-in-evidence': {
    verdict: 'fail',
    means: 'The evidence would hold what looks like a secret. Nothing of it was kept.',
    fix: 'Look at the place that the message names.',
  },
})

/** The reasons of an action that reads evidence. */
export const evidenceReadReasons = defineReasons({
  'evidence-invalid': {
    verdict: 'fail',
    means: 'A file of evidence is none, or was edited.',
    fix: 'Make the evidence again with the action that wrote it, and keep the file as it was written.',
  },
})
