import { defineReasons } from '@suite/errors'

/** The reasons of a run that calls deno. */
export const denoReasons = defineReasons({
  'deno-unusable': {
    verdict: 'fail',
    means: 'PATH has no deno, its version differs from `deno-version`, or DENORT_BIN is set.',
    fix: 'Put denoland/setup-deno with an exact version before this step.',
  },
  'variable-refused': {
    verdict: 'fail',
    means: '`pass-variables` names a variable that is not set, or one that changes what deno builds.',
    fix: 'Pass only variables with credentials of registries.',
  },
  'lock-stale': {
    verdict: 'fail',
    means: 'The lock file does not list everything that the program imports.',
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
    fix: 'First find out who changed it. If the change is right, update the lock file.',
  },
  'compile-failed': {
    verdict: 'fail',
    means: 'deno could not install, read or compile the program.',
    fix: 'Run the same command on your machine with the same version of deno.',
  },
})
