import { defineReasons } from '@suite/errors'

/** How a run can end, in addition to the reasons that every action has. */
export const reasons = defineReasons({
  'probes-passed': { verdict: 'pass', means: 'Every probe passed often enough in a row.' },
  'probes-inconclusive': {
    verdict: 'skip',
    means: 'No probe failed, but some could not be decided, and `on-inconclusive` is `warn`.',
  },
  'probes-failed': {
    verdict: 'fail',
    means: 'A probe failed or could not be run.',
    fix: 'Do what the message says for each probe: correct the Worker, the probe or the address, or roll back.',
  },
  'probes-undecided': {
    verdict: 'fail',
    means:
      'No probe failed, but some could not be decided: the time was up before enough passes, or this runner cannot reach the address.',
    fix: 'Do what the message says for each probe, or accept it with `on-inconclusive: warn`.',
  },
  'no-probes': {
    verdict: 'fail',
    means: 'No probe was run, so nothing is proven.',
    fix: 'Add a probe to the file, such as the one that the message shows.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'There is no file at the given `config-path`.',
    fix: 'Check out the repository before this step, or correct the path.',
  },
  'config-invalid': {
    verdict: 'fail',
    means: 'The probe file cannot be read. Each problem is shown with its line and column.',
    fix: 'Correct the lines that the message names.',
  },
  'artifact-not-uploaded': {
    verdict: 'fail',
    means: 'The probes passed, but the proofs could not be uploaded.',
    fix: 'Run again. With `artifact-name: ""`, the proofs stay in `proof-dir` and nothing is uploaded.',
  },
})
