/** How a run can end, besides as any action can. */
export const reasons = {
  'probes-passed': { verdict: 'pass', means: 'Every probe passed as often in a row as it must.' },
  'probes-inconclusive': {
    verdict: 'skip',
    means: 'No probe failed, and some could not be decided; `on-inconclusive` is `warn`.',
  },
  'probes-failed': {
    verdict: 'fail',
    means: 'A probe failed, or could not be carried out.',
    fix: 'The summary says for each probe what was expected and what came. Mend the Worker, or roll back.',
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
  'proof-dir-unusable': {
    verdict: 'fail',
    means: 'The proofs cannot be written to `proof-dir`.',
    fix: 'Name a folder that is empty or not there yet, within reach of the runner.',
  },
  'evidence-not-written': {
    verdict: 'fail',
    means: 'The proofs could not be written, or were not what was written when they were read back.',
    fix: 'Look at the disk of the runner, and run again.',
  },
  'secret-in-evidence': {
    verdict: 'fail',
    means: 'What would have been written looks like it holds a secret. Nothing was kept.',
    fix: 'Mark what is captured as `secret`, and keep secrets out of the probe file.',
  },
  'artifact-not-uploaded': {
    verdict: 'fail',
    means: 'The probes passed, but the proofs could not be uploaded.',
    fix: 'Run again. `artifact-name: ""` keeps them in `proof-dir` alone.',
  },
} as const
