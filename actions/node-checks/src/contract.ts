import { defineAction, input } from '@suite/contract'

export const contract = defineAction({
  name: 'node-checks',
  title: 'Node checks',
  description:
    'Installs a Node project from its lockfile, checks its types, builds it and runs its scripts; fails if there is nothing to run',
  branding: { icon: 'package', color: 'green' },
  runs: 'composite',
  events: [],
  inputs: {
    'working-directory': input.text({ description: 'The folder of the project.', default: '.' }),
    'package-manager': input.choice({
      description:
        'The package manager. `auto` takes it from `packageManager` of `package.json`, or else from the lockfile.',
      values: ['auto', 'npm', 'pnpm', 'yarn', 'bun'],
      default: 'auto',
    }),
    scripts: input.names({
      description:
        'Scripts of `package.json` to run after the build, in this order, such as `test`. One that is missing fails the run. Empty: none.',
    }),
  },
  outputs: {
    'package-manager': { description: 'The package manager that ran', holds: 'text' },
    ran: {
      description: 'What ran: `install`, `typecheck`, `build` and the names in `scripts`',
      holds: 'names',
    },
  },
  reasons: {
    'checks-passed': { verdict: 'pass', means: 'Everything that was found ran, and passed.' },
    'project-missing': {
      verdict: 'fail',
      means: 'There is no `package.json` in `working-directory`.',
      fix: 'Correct `working-directory`, or check out before this step.',
    },
    'lockfile-missing': {
      verdict: 'fail',
      means:
        'There is no lockfile in the project or above it, so it is not known what would be installed. Or there are several, and nothing says which one counts.',
      fix: 'Commit the lockfile of your package manager, and no other.',
    },
    'manager-missing': {
      verdict: 'fail',
      means:
        'The package manager is not on the runner, and `package.json` does not say which version to get.',
      fix: 'Write the name and the version into `package.json`, such as `"packageManager": "pnpm@10.0.0"`.',
    },
    'nothing-to-run': {
      verdict: 'fail',
      means:
        'There is neither a script `typecheck` or `build` nor a `tsconfig.json`, and `scripts` names none. Or the `tsconfig.json` names no file.',
      fix: 'Add a script `typecheck` or `build`, or correct `working-directory`.',
    },
    'script-missing': {
      verdict: 'fail',
      means: 'A script that `scripts` names is not in `package.json`, or its command is empty.',
      fix: 'Add the script to `package.json`, or correct `scripts`.',
    },
    'checks-failed': {
      verdict: 'fail',
      means:
        'The install, the types, the build or a script failed. The message says which; the log says why.',
      fix: 'Run the command that the message names on your machine, and correct what it reports.',
    },
  },
  permissions: [{ scope: 'contents', access: 'read', why: 'the checkout before it' }],
})

const fromRun = (name: string) => `\${{ steps.run.outputs.${name} }}`

/** The steps of the action: few lines of shell, every value through `env`. */
export const runs = {
  steps: [
    {
      id: 'run',
      name: 'Install, check types, build, run scripts',
      shell: 'bash',
      env: {
        WORKING_DIRECTORY: '${{ inputs.working-directory }}',
        PACKAGE_MANAGER: '${{ inputs.package-manager }}',
        SCRIPTS: '${{ inputs.scripts }}',
      },
      run: 'bash "$GITHUB_ACTION_PATH/checks.sh"',
    },
  ],
  outputs: {
    'package-manager': fromRun('package-manager'),
    ran: fromRun('ran'),
    verdict: fromRun('verdict'),
    reason: fromRun('reason'),
  },
}
