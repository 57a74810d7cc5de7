import { defineAction, input } from '@suite/contract'
import { runnerReasons } from '@suite/runner/reasons'
import { reasons } from './reasons.ts'

export const contract = defineAction({
  name: 'node-checks',
  title: 'Node checks',
  description:
    'Installs a Node project from its lockfile, checks its types, builds it and runs its scripts; fails if there is nothing to run',
  branding: { icon: 'package', color: 'green' },
  events: [],
  inputs: {
    'working-directory': input.text({ description: 'The folder of the project.', default: '.' }),
    'package-manager': input.choice({
      description:
        'The package manager. `auto` takes it from `packageManager` or `devEngines` of `package.json`, or else from the lockfile.',
      values: ['auto', 'npm', 'pnpm', 'yarn', 'bun'],
      default: 'auto',
    }),
    scripts: input.names({
      shape: /^[^-]/,
      says: 'a name that does not begin with a hyphen',
      description:
        'Scripts of `package.json` to run after the build, in this order, such as `test`. A name that `package.json` does not have fails the run. Empty: none.',
    }),
    timeout: input.duration({
      description:
        'How long the whole run may take. After that time, the action ends every program that it started, and the run fails.',
      default: '30m',
    }),
  },
  outputs: {
    'package-manager': { description: 'The package manager that ran', holds: 'text' },
    ran: {
      description: 'What passed: `install`, `typecheck`, `build` and the names in `scripts`',
      holds: 'names',
    },
  },
  reasons,
  uses: [runnerReasons],
  permissions: [{ scope: 'contents', access: 'read', why: 'needed by actions/checkout before this step' }],
})
