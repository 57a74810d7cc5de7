import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunFolder } from '../core/runner-environment.ts'

/** One way in which the runner does not give an action what it should. */
export interface RunnerFault {
  /** Unique, without " / ". */
  readonly name: string
  /** Returns the variables that change; undefined means that the runner does not set the variable. */
  arrange(folder: RunFolder): Promise<Readonly<Record<string, string | undefined>>>
  /** Outputs cannot be read after the run. */
  readonly withoutOutputs?: true
  /** The log cannot be read after the run. */
  readonly closesLog?: true
  /** Why this machine cannot produce it. */
  readonly notHere?: () => string | undefined
}

const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const

const ofFiles: readonly RunnerFault[] = files.flatMap((name): RunnerFault[] => {
  const lost = name === 'GITHUB_OUTPUT' ? ({ withoutOutputs: true } as const) : {}
  return [
    { name: `${name} not set`, ...lost, arrange: async () => ({ [name]: undefined }) },
    {
      name: `${name} missing`,
      ...lost,
      arrange: async ({ root }) => ({ [name]: join(root, 'gone', 'file') }),
    },
    {
      // Root may write to a file without permission, but nobody may write to a folder.
      name: `${name} read-only`,
      ...lost,
      async arrange({ root }) {
        const folder = join(root, 'a-folder')
        await mkdir(folder)
        return { [name]: folder }
      },
    },
    {
      name: `${name} full`,
      ...lost,
      notHere: () => (process.platform === 'linux' ? undefined : 'only Linux has /dev/full'),
      arrange: async () => ({ [name]: '/dev/full' }),
    },
  ]
})

/** Everything that can go wrong with the runner. */
export const runnerFaults: readonly RunnerFault[] = [
  ...ofFiles,
  {
    name: 'workspace missing',
    arrange: async ({ root }) => ({ GITHUB_WORKSPACE: join(root, 'gone') }),
  },
  {
    name: 'workspace read-only',
    notHere: () => (process.getuid?.() === 0 ? 'root may write to a folder that is read-only' : undefined),
    async arrange({ workspace }) {
      await chmod(workspace, 0o555)
      return {}
    },
  },
  { name: 'workspace full', notHere: () => 'needs a disk of its own', arrange: async () => ({}) },
  { name: 'RUNNER_TEMP missing', arrange: async ({ root }) => ({ RUNNER_TEMP: join(root, 'gone') }) },
  { name: 'stdout closed', closesLog: true, arrange: async () => ({}) },
]
