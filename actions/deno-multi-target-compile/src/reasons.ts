import { defineReasons } from '@suite/errors'

/** The reasons of the story itself. What reads the commit, calls deno and fetches bases has reasons of its own. */
export const reasons = defineReasons({
  compiled: {
    verdict: 'pass',
    means:
      'Every target was compiled from the commit. Each binary was read back: its format, version and permissions are right.',
  },
  'binary-wrong': {
    verdict: 'fail',
    means:
      'A binary is wrong: its format or machine belongs to another target, it contains no program, other files than the commit or more permissions than the flags, it is not larger than its base, or an arm64 binary for macOS has no signature.',
    fix: 'Check the denort archive of that target, and the program that is called deno on this machine.',
  },
  'version-mismatch': {
    verdict: 'fail',
    means: 'The version in the commit or in a binary differs from the input `version`.',
    fix: 'Give the version in deno.json, or merge the change of deno.json first.',
  },
  'name-mismatch': {
    verdict: 'fail',
    means: 'The name under which a binary stores its data differs from the input `name`.',
    fix: 'Compile again: the action itself passes the name to deno.',
  },
  'permission-broad': {
    verdict: 'fail',
    means: 'A binary has a permission that is not limited, or that allows everything.',
    fix: 'Limit the permission to what the program needs, or name it with a reason in `permission-policy`.',
  },
  'binary-leaks': {
    verdict: 'fail',
    means:
      'A binary contains something that a release must not contain: a value of an `.env` file, a file that usually holds secrets, a path of the build machine, or a disabled certificate check.',
    fix: 'Remove what the message names from the flags or from deno.json.',
  },
  'permission-grew': {
    verdict: 'fail',
    means: 'The binaries may do more than those of the latest release, and `permission-growth` is `fail`.',
    fix: 'Limit the permissions again, or set `permission-growth` to `report` for this release.',
  },
  'growth-unknown': {
    verdict: 'fail',
    means:
      '`permission-growth` is `fail`, but the latest release does not say what its binaries may do. So it is unknown whether the permissions grew.',
    fix: 'Compare the permissions yourself, and set `permission-growth` to `report` for this release.',
  },
  'smoke-failed': {
    verdict: 'fail',
    means: 'The binary for this machine did not exit with 0, or did not print the version.',
    fix: 'Run the program with `smoke-args` on your machine. Give other arguments, or none, if it prints no version.',
  },
  'not-reproducible': {
    verdict: 'fail',
    means: 'A second build of the same commit differs, so nobody can check what was built.',
    fix: 'Remove what the message names, or set `reproducible` to `off`.',
  },
  'output-not-empty': {
    verdict: 'fail',
    means: 'The folder `output-dir` contains files that this action did not write.',
    fix: 'Give an empty folder, or one that does not exist.',
  },
  'output-unusable': {
    verdict: 'fail',
    means:
      'The path in `output-dir` is not a folder below the workspace or the temporary folder of the runner, a link leads out of it, or it cannot be written to.',
    fix: 'Give a path below the workspace, such as release-assets.',
  },
  'output-not-written': {
    verdict: 'fail',
    means: 'The files could not be written, or were different when they were read back.',
    fix: 'Check the disk of the runner, then run again.',
  },
})
