import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Project } from './project.ts'

export interface RunWranglerOptions {
  /** With `/client/v4` at the end. */
  readonly apiUrl: string
  readonly token: string
  /** For `CLOUDFLARE_ACCOUNT_ID`; without it wrangler uses its file, or asks. */
  readonly accountId?: string
  readonly environment?: Readonly<Record<string, string>>
}

export interface WranglerResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** The lines of wrangler's output file. */
  readonly entries: readonly Readonly<Record<string, unknown>>[]
}

/** A compile cache; without it, compiling wrangler's ten megabytes takes a fifth of each run. */
const compiled = join(import.meta.dirname, '../../node_modules/.cache/wrangler')

/** Runs a project's own wrangler as CI would: no questions, no telemetry, no connection outside of loopback. */
export async function runWrangler(
  project: Project,
  args: readonly string[],
  { apiUrl, token, accountId, environment }: RunWranglerOptions,
): Promise<WranglerResult> {
  const home = await mkdtemp(join(tmpdir(), 'wrangler-home-'))
  const output = join(home, 'output.ndjson')
  try {
    const child = spawn(process.execPath, [project.wranglerBin, ...args], {
      cwd: project.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: home,
        XDG_CONFIG_HOME: home,
        CI: 'true',
        NO_COLOR: '1',
        NODE_COMPILE_CACHE: compiled,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_SEND_ERROR_REPORTS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        WRANGLER_LOG_PATH: join(home, 'logs'),
        WRANGLER_OUTPUT_FILE_PATH: output,
        CLOUDFLARE_API_BASE_URL: apiUrl,
        CLOUDFLARE_API_TOKEN: token,
        ...(accountId === undefined ? {} : { CLOUDFLARE_ACCOUNT_ID: accountId }),
        ...environment,
      },
    })
    const [stdout, stderr, ended] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<Pick<WranglerResult, 'exitCode' | 'signal'>>((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (exitCode, signal) => resolve({ exitCode, signal }))
      }),
    ])
    return { ...ended, stdout, stderr, entries: await readEntries(output) }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function readEntries(path: string): Promise<WranglerResult['entries']> {
  const lines = await readFile(path, 'utf8').catch(() => '')
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
