import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RunFolder } from '../core/runner-environment.ts'
import { fillWorkspace, whyNoMounts, withMounts } from './full-workspace.ts'

/** One way in which the runner does not give an action what it should. */
export interface RunnerFault {
  /** Unique, without " / ". */
  readonly name: string
  /** Returns the variables that change; undefined means that the runner does not set the variable. */
  arrange(folder: RunFolder): Promise<Readonly<Record<string, string | undefined>>>
  /** A program with arguments that starts another one, here Node, under conditions of its own. */
  readonly under?: readonly string[]
  /** A script of Node that runs there before the action. */
  readonly before?: string
  /** Outputs cannot be read after the run. */
  readonly withoutOutputs?: true
  /** The log cannot be read after the run. */
  readonly closesLog?: true
  /** Why this machine cannot produce it. */
  readonly notHere?: () => string | undefined
}

const isRoot = process.getuid?.() === 0

const whyNotReadOnly =
  process.platform === 'linux' ? undefined : 'it needs setpriv, and permissions as Linux has them'

/** Leaves one folder only readable, and everything else that the runner provides writable for everybody. */
async function makeReadOnly(
  folder: RunFolder,
  which: 'workspace' | 'temp',
): Promise<Readonly<Record<string, string>>> {
  const { root, workspace, temp, home, output, state, summary, env, path } = folder
  await Promise.all([workspace, temp, home].map((each) => chmod(each, 0o777)))
  await Promise.all([root, folder[which]].map((each) => chmod(each, 0o555)))
  await Promise.all([output, state, summary, env, path].map((each) => chmod(each, 0o666)))
  const above = dirname(workspace)
  // Nothing is taken away from a folder that others use, such as the one for temporary files.
  await chmod(above, (await stat(above)).mode | 0o055)
  return {}
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
  ...(['workspace', 'temp'] as const).map(
    (which): RunnerFault => ({
      name: `${which === 'temp' ? 'RUNNER_TEMP' : which} read-only`,
      notHere: () => whyNotReadOnly,
      // Root may write to every folder, so the action runs as somebody else.
      ...(isRoot && { under: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] }),
      arrange: (folder) => makeReadOnly(folder, which),
    }),
  ),
  {
    name: 'workspace full',
    notHere: () => whyNoMounts(),
    under: withMounts,
    before: fillWorkspace,
    arrange: async () => ({}),
  },
  {
    // Every write to a file fails, and pipes stay open.
    name: 'disk full',
    under: ['prlimit', '--fsize=0'],
    notHere: () => (process.platform === 'linux' ? undefined : 'it needs prlimit'),
    withoutOutputs: true,
    arrange: async () => ({}),
  },
  { name: 'RUNNER_TEMP missing', arrange: async ({ root }) => ({ RUNNER_TEMP: join(root, 'gone') }) },
  { name: 'stdout closed', closesLog: true, arrange: async () => ({}) },
]
