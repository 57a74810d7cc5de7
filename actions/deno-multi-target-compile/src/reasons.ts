import { defineReasons } from '@suite/errors'

/** The reasons of the story itself. What reads the commit, calls deno and fetches bases has reasons of its own. */
export const reasons = defineReasons({
  compiled: {
    verdict: 'pass',
    means:
      'Every target was compiled from the commit, and each binary was read back: its format, version and permissions are as they should be.',
  },
  'binary-wrong': {
    verdict: 'fail',
    means:
      'A binary is not what it should be: its format or machine is that of another target, it holds no program, it is no larger than its base, or an arm64 binary for macOS has no signature.',
    fix: 'Look at the denort archive of that target, and compile again.',
  },
  'version-mismatch': {
    verdict: 'fail',
    means: 'The version in the commit or in a binary is not that of the input `version`.',
    fix: 'Give the version that deno.json holds, or merge the change of deno.json first.',
  },
  'name-mismatch': {
    verdict: 'fail',
    means: 'The name that a binary stores its data under is not that of the input `name`.',
    fix: 'Compile again; the action passes the name itself.',
  },
  'permission-broad': {
    verdict: 'fail',
    means: 'A binary holds a permission that is not limited, or that means everything.',
    fix: 'Limit the permission to what the program needs, or name it with a reason in `permission-policy`.',
  },
  'binary-leaks': {
    verdict: 'fail',
    means:
      'A binary holds what no release may hold: a value of an `.env` file, a path of the machine that built it, or a disabled certificate check.',
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
      'The latest release does not say what its binaries may do, and `permission-growth` is `fail`. So it is unknown whether the permissions grew.',
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
    means: 'The folder of `output-dir` holds files that this action does not write.',
    fix: 'Give an empty folder, or one that does not exist.',
  },
  'output-unusable': {
    verdict: 'fail',
    means:
      'The path of `output-dir` is no folder below the workspace or the temporary folder of the runner, or leads out of it by a link.',
    fix: 'Give a path below the workspace, such as release-assets.',
  },
  'output-not-written': {
    verdict: 'fail',
    means: 'The files could not be written, or do not read back as they were built.',
    fix: 'Look at the disk of the runner, then run again.',
  },
})
