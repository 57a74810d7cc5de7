import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface FixtureOptions {
  /** By the names in the workflow. `token` is set unless it is given here. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables in addition to the runner's; `undefined` removes one of them. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly payload?: unknown
  /** Sent after the fixture prints READY. */
  readonly signal?: NodeJS.Signals
}

export interface FixtureRun {
  readonly exitCode: number | null
  readonly lines: readonly string[]
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** All output of the process, to search it for secrets. */
  readonly everything: string
}

/** Runs `fixtures/<name>.ts` from its source in a separate process, with the variables and files of a runner. */
export async function runFixture(name: string, options: FixtureOptions = {}): Promise<FixtureRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'))
  try {
    const [output, summary, event] = ['output', 'summary', 'event.json'].map((file) =>
      join(folder, file),
    ) as [string, string, string]
    await Promise.all([
      writeFile(output, ''),
      writeFile(summary, ''),
      writeFile(event, JSON.stringify('payload' in options ? options.payload : {})),
    ])
    const inputs = Object.entries({ token: 'a-token', ...options.inputs })
    const ended = await run(
      fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url)),
      {
        GITHUB_EVENT_NAME: 'push',
        GITHUB_EVENT_PATH: event,
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: 'octo/repo',
        GITHUB_STEP_SUMMARY: summary,
        ...Object.fromEntries(inputs.map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value])),
        ...options.environment,
      },
      options.signal,
    )
    const [given, told] = await Promise.all([readFile(output, 'utf8'), readFile(summary, 'utf8')])
    return {
      exitCode: ended.exitCode,
      lines: ended.stdout.split('\n').filter((line) => line !== ''),
      stderr: ended.stderr,
      outputs: readOutputs(given),
      summary: told,
      everything: [ended.stdout, ended.stderr, given, told].join('\n'),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function run(file: string, environment: NodeJS.ProcessEnv, signal?: NodeJS.Signals) {
  const child = spawn(process.execPath, ['--conditions=suite-source', file], {
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let sent = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (signal && !sent && stdout.includes('READY\n')) sent = child.kill(signal)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject).once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}

/** Reads outputs as the toolkit writes them: `name<<delimiter`, the value, the delimiter. */
function readOutputs(text: string): Record<string, string> {
  const lines = text.split('\n')
  const outputs: Record<string, string> = {}
  for (let at = 0; at < lines.length; at += 1) {
    const [name, delimiter] = lines[at]?.split('<<') ?? []
    if (!name || !delimiter) continue
    const end = lines.indexOf(delimiter, at)
    outputs[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return outputs
}
