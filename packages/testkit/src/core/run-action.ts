import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAction } from './action-manifest.ts'
import { readFileCommands } from './file-commands.ts'
import { trackingVariable } from './orphans.ts'
import { type EndedRun, runNode } from './run-node.ts'
import { type RunFolder, type RunOn, runnerEnvironment } from './runner-environment.ts'
import type { WarmNodes } from './warm/warm-nodes.ts'
import { readWorkflowCommands, type WorkflowCommands } from './workflow-commands.ts'

export interface RunActionOptions extends RunOn {
  /** The folder with `action.yml` and the script that it names. */
  readonly bundle: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables in addition to those of the runner (`env:` of the step). */
  readonly environment?: Readonly<Record<string, string>>
  /** The Node binary; by default that of this process. */
  readonly node?: string
  /** An existing working folder; by default a new empty one. */
  readonly workspace?: string
  /** Closes the pipe of stdout or stderr, or both, from the reader's side when the promise settles. */
  readonly reader?: { readonly of: readonly ('stdout' | 'stderr')[]; readonly leaves: Promise<unknown> }
  /**
   * A signal for the action, sent after this many milliseconds, when stdout contains this text, or when the promise
   * settles.
   */
  readonly signal?: {
    readonly name: NodeJS.Signals
    readonly when: number | string | Promise<unknown>
    /** A second signal, this many milliseconds after the first. */
    readonly then?: { readonly name: NodeJS.Signals; readonly after: number }
  }
  /**
   * Runs the action in a process that ran others before, if this run needs no process of its own: for tests that run
   * an action very often.
   */
  readonly warm?: WarmNodes | undefined
  /**
   * Changes the folder of the run before the action starts. The variables that it returns replace those of the runner;
   * `undefined` means that the runner does not set the variable.
   */
  readonly arrange?: (folder: RunFolder) => Promise<Readonly<Record<string, string | undefined>>>
  /** Looks at what the run left in its folder, before the folder is removed. */
  readonly look?: (folder: RunFolder) => Promise<void>
  /** When to kill the action. Default 240,000, because a machine may be busy. */
  readonly timeoutMs?: number
}

export interface RunResult extends WorkflowCommands, EndedRun {
  readonly outputs: Readonly<Record<string, string>>
  /** What the action saved for its post step, or exported to later steps. */
  readonly state: Readonly<Record<string, string>>
  readonly exported: Readonly<Record<string, string>>
  /** Markdown of the job summary. */
  readonly summary: string
}

/**
 * Runs a built JavaScript action as the GitHub runner would: in its own process, with the runner's variables and
 * files, and nothing of this process's environment except PATH.
 *
 * @throws Error if `action.yml` cannot be read, or a file command is malformed (the runner then fails the step)
 */
export async function runAction(options: RunActionOptions): Promise<RunResult> {
  const folder = await createRunFolder(options)
  try {
    const environment = runnerEnvironment(options, folder)
    const { main, variables } = await readAction(options.bundle, options.inputs ?? {}, {
      token: options.token ?? '',
      repository: environment.GITHUB_REPOSITORY ?? '',
      workspace: folder.workspace,
      api_url: options.forge.apiUrl,
      server_url: options.forge.serverUrl,
      sha: options.sha,
      ref: options.ref,
      actor: environment.GITHUB_ACTOR ?? '',
      event_name: options.event.name,
      job: environment.GITHUB_JOB ?? '',
      run_id: environment.GITHUB_RUN_ID ?? '',
    })
    const arranged = await options.arrange?.(folder)
    const tracking = { [trackingVariable]: `github_${randomUUID()}` }
    const all = { ...environment, ...options.environment, ...variables, ...arranged, ...tracking }
    const given = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined)
    const ran = await runNode(options, main, Object.fromEntries(given), folder)
    await options.look?.(folder)
    const [outputs, state, exported] = await Promise.all(
      [folder.output, folder.state, folder.env].map(async (path) =>
        readFileCommands(await readFile(path, 'utf8')),
      ),
    )
    return {
      ...ran,
      ...readWorkflowCommands(ran.stdout),
      outputs: outputs ?? {},
      state: state ?? {},
      exported: exported ?? {},
      summary: await readFile(folder.summary, 'utf8'),
    }
  } finally {
    await rm(folder.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

async function createRunFolder(options: RunActionOptions): Promise<RunFolder> {
  const root = await mkdtemp(join(tmpdir(), 'testkit-run-'))
  const at = (name: string) => join(root, name)
  const folder: RunFolder = {
    root,
    workspace: options.workspace ?? at('workspace'),
    temp: at('temp'),
    home: at('home'),
    event: at('event.json'),
    output: at('output'),
    state: at('state'),
    summary: at('summary'),
    env: at('env'),
    path: at('path'),
  }
  await Promise.all(
    [folder.workspace, folder.temp, folder.home].map((path) => mkdir(path, { recursive: true })),
  )
  const empty = [folder.output, folder.state, folder.summary, folder.env, folder.path]
  await Promise.all(empty.map((path) => writeFile(path, '')))
  await writeFile(folder.event, JSON.stringify(options.event.payload))
  return folder
}
