import { defineReasons } from '@suite/errors'

/** How a run can end, in addition to the reasons that every action has. */
export const reasons = defineReasons({
  'probes-passed': { verdict: 'pass', means: 'Every probe passed as often in a row as it must.' },
  'probes-inconclusive': {
    verdict: 'skip',
    means: 'No probe failed, and some could not be decided; `on-inconclusive` is `warn`.',
  },
  'probes-failed': {
    verdict: 'fail',
    means: 'A probe failed, or could not be carried out.',
    fix: 'The summary says for each probe what was expected and what came. Correct the Worker, or roll back.',
  },
  'probes-undecided': {
    verdict: 'fail',
    means:
      'No probe failed, and some could not be decided: time ran out before enough passes, or this runner cannot reach what is asked for.',
    fix: 'Raise `timeout`, or accept it with `on-inconclusive: warn`.',
  },
  'no-probes': {
    verdict: 'fail',
    means: 'No probe was run, so that nothing is proven.',
    fix: 'Add probes to the file, or remove it.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'There is no file at the `config-path` that was given.',
    fix: 'Check out the repository before this step, and correct the path.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The probe file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
  'artifact-not-uploaded': {
    verdict: 'fail',
    means: 'The probes passed, but the proofs could not be uploaded.',
    fix: 'Run again. `artifact-name: ""` keeps them in `proof-dir` alone.',
  },
})
