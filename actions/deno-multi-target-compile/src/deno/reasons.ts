import { defineReasons } from '@suite/errors'

/** The reasons of a run that calls deno. */
export const denoReasons = defineReasons({
  'deno-unusable': {
    verdict: 'fail',
    means: 'There is no deno on PATH, it is not the version of `deno-version`, or DENORT_BIN is set.',
    fix: 'Put denoland/setup-deno with an exact version before this step.',
  },
  'variable-refused': {
    verdict: 'fail',
    means: '`pass-variables` names a variable that is not set, or that changes what deno builds.',
    fix: 'Pass only variables that hold credentials of registries.',
  },
  'lock-stale': {
    verdict: 'fail',
    means: 'The lock file does not hold all that the program imports.',
    fix: 'Run `deno install` with the same version of deno, and commit the lock file.',
  },
  'types-wrong': {
    verdict: 'fail',
    means: 'The types of the program are wrong.',
    fix: 'Run `deno check` on your machine, and correct what it reports.',
  },
  'package-changed': {
    verdict: 'fail',
    means: 'A downloaded package or module is not the one that the lock file names.',
    fix: 'Find out who changed it before anything else. If the change is right, update the lock file.',
  },
  'compile-failed': {
    verdict: 'fail',
    means: 'deno could not install, read or compile the program.',
    fix: 'Run the same command on your machine with the same version of deno.',
  },
})
