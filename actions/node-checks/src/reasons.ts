import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'checks-passed': {
    verdict: 'pass',
    means: 'The install and every check that was found ran and passed.',
  },
  'only-installed': {
    verdict: 'pass',
    means:
      'The install from the lockfile passed. The project has no types to check and no build, and `scripts` names no script, so nothing else ran.',
  },
  'project-missing': {
    verdict: 'fail',
    means: 'There is no `package.json` in `working-directory`.',
    fix: 'Correct `working-directory`, or check out the repository in a step before this one.',
  },
  'project-invalid': {
    verdict: 'fail',
    means: 'A `package.json` cannot be read: it is not JSON, or a field has another form than npm asks for.',
    fix: 'Correct the file as the message says.',
  },
  'lockfile-missing': {
    verdict: 'fail',
    means:
      'There is no lockfile in the project or above it, so the action does not know what to install. Or there are several, and nothing says which one to use. Or the one above the project does not contain it.',
    fix: 'Run the install of your package manager, and commit the lockfile that it writes, and no other.',
  },
  'manager-missing': {
    verdict: 'fail',
    means:
      'The package manager is not on the runner, or it is another version than the project names, and npm could not fetch the right one.',
    fix: 'Write the name and the version into `package.json`, such as `"packageManager": "pnpm@10.0.0"`, or install it in a step before this one.',
  },
  'nothing-to-run': {
    verdict: 'fail',
    means:
      'The project has no dependencies, no script for types, no `tsconfig.json` and no build, and `scripts` names no script. Or its `tsconfig.json` names no file, so a check of types would look at nothing.',
    fix: 'Add a script `typecheck` or `build`, name a script in `scripts`, or correct `working-directory`.',
  },
  'script-missing': {
    verdict: 'fail',
    means: 'A script that `scripts` names is not in `package.json`, or its command is empty.',
    fix: 'Add the script to `package.json`, or correct `scripts`.',
  },
  'checks-failed': {
    verdict: 'fail',
    means:
      'The install, the types, the build or a script failed. The message says which command, and shows the end of its output.',
    fix: 'Run the command that the message names on your machine, and correct what it reports.',
  },
})
