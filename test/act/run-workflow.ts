import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compiledOnce } from '@suite/testkit/bundle'
import type { Trigger } from '@suite/testkit/core'

export interface WorkflowRun {
  /** Path of act. */
  readonly act: string
  /** Path of the workflow file. */
  readonly workflow: string
  readonly on: Trigger
  readonly forge: {
    readonly apiUrl: string
    readonly serverUrl: string
    readonly graphqlUrl: string
    readonly variables?: Readonly<Record<string, string | undefined>>
  }
  readonly token: string
  /** The folder to use for each `uses: <repository>@<ref>`. */
  readonly repositories: Readonly<Record<string, string>>
  /** The Node binary that the runner finds. */
  readonly node: string
  /** The files of the working folder, as after a checkout. */
  readonly files?: Readonly<Record<string, string>>
  /** Links in the working folder: their targets by path. */
  readonly links?: Readonly<Record<string, string>>
  /** Variables of every step, in addition to those of the runner. */
  readonly environment?: Readonly<Record<string, string>>
  /** Secrets and variables of the repository; `GITHUB_TOKEN` is `token`. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  /** A folder whose programs come first on PATH. */
  readonly programs?: string
}

/** How one job ended. A job that reports no end did not succeed. */
export interface JobResult {
  readonly succeeded: boolean
  readonly outputs: Readonly<Record<string, string>>
}

export interface WorkflowResult {
  readonly exitCode: number | null
  /** Everything that act printed. */
  readonly printed: string
  /** Outputs of all steps; if two steps have an output of one name, that of the last step. */
  readonly outputs: Readonly<Record<string, string>>
  /** By the name of the job; the legs of a matrix are numbered: `verify-pin-1`. Skipped jobs are left out. */
  readonly jobs: Readonly<Record<string, JobResult>>
}

/**
 * Runs a workflow with act on this machine: without containers, and without access to any other host. It differs from
 * a hosted runner: tokens are not limited to `permissions:`, and concurrency is ignored.
 */
export async function runWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
  const folder = await mkdtemp(join(tmpdir(), 'act-'))
  try {
    return await runIn(folder, run)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, run: WorkflowRun): Promise<WorkflowResult> {
  const { on, forge, token, repositories, secrets = {}, variables: given = {} } = run
  const at = (name: string) => join(folder, name)
  await Promise.all([mkdir(at('home')), mkdir(at('work'))])
  await layOut(at('work'), run)
  await writeFile(at('event.json'), JSON.stringify(on.event.payload))
  await writeFile(at('secrets'), toLines({ ...secrets, GITHUB_TOKEN: token }))
  await writeFile(at('variables'), toLines(given))
  const variables = {
    GITHUB_API_URL: forge.apiUrl,
    GITHUB_SERVER_URL: forge.serverUrl,
    GITHUB_GRAPHQL_URL: forge.graphqlUrl,
    GITHUB_REPOSITORY: on.repository,
    GITHUB_SHA: on.sha,
    // act takes `github.sha` from here alone.
    SHA_REF: on.sha,
    GITHUB_REF: on.ref,
    ...forge.variables,
    ...compiledOnce,
    ...run.environment,
  }
  const set = Object.entries(variables).filter(([, value]) => value !== undefined)
  const args = [
    on.event.name,
    ...['--workflows', run.workflow, '--directory', at('work'), '--eventpath', at('event.json')],
    ...['--platform', 'ubuntu-24.04=-self-hosted', '--no-cache-server'],
    ...['--secret-file', at('secrets'), '--var-file', at('variables'), '--env-file', '/dev/null'],
    ...Object.entries(repositories).flatMap(([ref, path]) => ['--local-repository', `${ref}=${path}`]),
    ...set.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ]
  const env = {
    PATH: [run.programs ?? [], dirname(run.node), '/usr/local/bin', '/usr/bin', '/bin'].flat().join(':'),
    HOME: at('home'),
    ACT_DISABLE_VERSION_CHECK: '1',
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
  }
  return new Promise((resolve) => {
    const options = { env, timeout: 270_000, cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(run.act, args, options, (_, stdout, stderr) =>
      resolve({
        exitCode: child.exitCode,
        printed: `${stdout}${stderr}`,
        outputs: readOutputs(stdout),
        jobs: readJobs(stdout),
      }),
    )
  })
}

async function layOut(folder: string, { files = {}, links = {} }: WorkflowRun): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await symlink(target, join(folder, path))
  }
}

function toLines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/**
 * Splits the output by the beginning of each line: `[name/job]`, padded after shorter names. The steps of a job show
 * how it ended, because act reports every leg of a matrix as failed if one leg failed.
 */
function readJobs(printed: string): Record<string, JobResult> {
  const lines = new Map<string, string[]>()
  for (const line of printed.split('\n')) {
    const name = /^\[[^/\]]+\/([^\]]+?) *\]/.exec(line)?.[1]
    if (name !== undefined) lines.set(name, [...(lines.get(name) ?? []), line])
  }
  const jobs = [...lines].map(([name, said]) => {
    const ended = said.some((line) => line.includes('🏁'))
    const succeeded = ended && !said.some((line) => line.includes('❌'))
    return [name, { succeeded, outputs: readOutputs(said.join('\n')) }] as const
  })
  return Object.fromEntries(jobs)
}

/** Reads lines such as `[name/job]   ⚙  ::set-output:: verdict=pass`. */
function readOutputs(printed: string): Record<string, string> {
  const mark = '::set-output:: '
  const pairs = printed
    .split('\n')
    .filter((line) => line.includes(mark))
    .map((line) => line.slice(line.indexOf(mark) + mark.length))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
  return Object.fromEntries(pairs)
}
