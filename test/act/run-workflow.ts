import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Trigger } from '@suite/testkit/core'

export interface WorkflowRun {
  /** Path of act. */
  readonly act: string
  /** Path of the workflow file, as it is. */
  readonly workflow: string
  readonly on: Trigger
  readonly forge: {
    readonly apiUrl: string
    readonly serverUrl: string
    readonly graphqlUrl: string
    readonly variables?: Readonly<Record<string, string | undefined>>
  }
  readonly token: string
  /** Which folder answers `uses: <repository>@<ref>`. */
  readonly repositories: Readonly<Record<string, string>>
  /** The Node binary that the runner finds. */
  readonly node: string
  /** Files of the working folder: what a checkout would bring. */
  readonly files?: Readonly<Record<string, string>>
}

export interface WorkflowResult {
  readonly exitCode: number | null
  /** All that act printed. */
  readonly told: string
  /** Outputs of all steps; of two of a name, the last. */
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Runs a workflow with act on this machine itself: no container, and no way to any host but this one. What differs
 * from a hosted runner: tokens are not cut to `permissions:`, and concurrency is not looked at.
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
  const { on, forge, token, repositories, files = {} } = run
  const at = (name: string) => join(folder, name)
  await Promise.all([mkdir(at('home')), mkdir(at('work'))])
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(at('work'), path)), { recursive: true })
    await writeFile(join(at('work'), path), content)
  }
  await writeFile(at('event.json'), JSON.stringify(on.event.payload))
  await writeFile(at('secrets'), `GITHUB_TOKEN=${token}\n`)
  const variables = {
    GITHUB_API_URL: forge.apiUrl,
    GITHUB_SERVER_URL: forge.serverUrl,
    GITHUB_GRAPHQL_URL: forge.graphqlUrl,
    GITHUB_REPOSITORY: on.repository,
    GITHUB_SHA: on.sha,
    GITHUB_REF: on.ref,
    ...forge.variables,
  }
  const set = Object.entries(variables).filter(([, value]) => value !== undefined)
  const args = [
    on.event.name,
    ...['--workflows', run.workflow, '--directory', at('work'), '--eventpath', at('event.json')],
    ...['--platform', 'ubuntu-24.04=-self-hosted', '--no-cache-server'],
    ...['--secret-file', at('secrets'), '--env-file', '/dev/null'],
    ...Object.entries(repositories).flatMap(([ref, path]) => ['--local-repository', `${ref}=${path}`]),
    ...set.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ]
  const env = {
    PATH: [dirname(run.node), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: at('home'),
    ACT_DISABLE_VERSION_CHECK: '1',
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
  }
  return new Promise((resolve) => {
    const child = execFile(run.act, args, { env, timeout: 60_000, cwd: folder }, (_, stdout, stderr) =>
      resolve({
        exitCode: child.exitCode,
        told: `${stdout}${stderr}`,
        outputs: readOutputs(stdout),
      }),
    )
  })
}

/** From lines such as `[name/job]   ⚙  ::set-output:: verdict=pass`. */
function readOutputs(printed: string): Record<string, string> {
  const mark = '::set-output:: '
  const pairs = printed
    .split('\n')
    .filter((line) => line.includes(mark))
    .map((line) => line.slice(line.indexOf(mark) + mark.length))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
  return Object.fromEntries(pairs)
}
