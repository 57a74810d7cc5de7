import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { runAction } from '@suite/testkit/core'
import { type ArchiveHost, type BaseTarget, deno, startArchiveHost } from '@suite/testkit/deno'
import { root } from '../actions.ts'
import { run } from '../shell.ts'
import { median } from './median.ts'

const five: readonly BaseTarget[] = [
  'x86_64-unknown-linux-gnu',
  'aarch64-unknown-linux-gnu',
  'x86_64-apple-darwin',
  'aarch64-apple-darwin',
  'x86_64-pc-windows-msvc',
]

const sizes = [
  { bases: 'small', padding: 0, turns: 5, atMost: 1.5 },
  { bases: '100 MB', padding: 100_000_000, turns: 3, atMost: 2 },
]

/**
 * Measures one target and five, over bases of two sizes: whole runs with the defaults of the action, so that each
 * builds twice. Then hashes each binary of 100 MB, and reads it back. Returns undefined if no deno is installed.
 *
 * @throws Error if a run fails
 */
export async function measureCompile() {
  if ('missing' in deno) return undefined
  const workspace = await mkdtemp(join(tmpdir(), 'bench-compile-'))
  try {
    await createProject(workspace)
    const compiled = []
    let readBack: Awaited<ReturnType<typeof measureReadBack>> = []
    for (const { bases, padding, turns, atMost } of sizes) {
      const archives = await startArchiveHost({
        version: deno.version,
        prints: 'app 1.2.3',
        padding,
        targets: five,
      })
      const one: number[] = []
      const all: number[] = []
      try {
        // The first run of each fills the caches of the machine.
        for (let turn = 0; turn <= turns; turn += 1) {
          const tookOne = await compile(deno.program, archives, workspace, five.slice(0, 1))
          const tookAll = await compile(deno.program, archives, workspace, five)
          if (turn === 0) continue
          one.push(tookOne)
          all.push(tookAll)
        }
        if (padding > 0) readBack = await measureReadBack(join(workspace, 'release-assets'))
      } finally {
        await archives.close()
      }
      compiled.push({
        bases,
        'ms for one target': median(one),
        'ms for five': median(all),
        ratio: (median(all) / median(one)).toFixed(2),
        'at most': atMost,
      })
    }
    return { compiled, readBack }
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}

async function createProject(folder: string): Promise<void> {
  await writeFile(join(folder, 'deno.json'), '{ "version": "1.2.3" }\n')
  await writeFile(join(folder, '.gitignore'), 'release-assets\n')
  await writeFile(join(folder, 'main.ts'), 'console.log("app 1.2.3")\n')
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
    })
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Begin')
}

async function compile(
  program: string,
  archives: ArchiveHost,
  workspace: string,
  targets: readonly BaseTarget[],
): Promise<number> {
  await rm(join(workspace, 'release-assets'), { recursive: true, force: true })
  const { exitCode, stdout, milliseconds } = await runAction({
    event: { name: 'workflow_dispatch', payload: {} },
    repository: 'acme/app',
    sha: (await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: workspace })).stdout.trim(),
    ref: 'refs/heads/main',
    forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
    bundle: join(root, 'dist/deno-multi-target-compile'),
    workspace,
    inputs: {
      entrypoint: 'main.ts',
      name: 'app',
      version: '1.2.3',
      targets: targets.join('\n'),
      'denort-url': `${archives.url}/release`,
      token: '',
    },
    environment: { PATH: [dirname(program), process.env.PATH].join(delimiter) },
    timeoutMs: 600_000,
  })
  if (exitCode !== 0) throw new Error(`deno-multi-target-compile was red in the benchmark:\n${stdout}`)
  return milliseconds
}

async function measureReadBack(folder: string) {
  const names = (await readdir(folder)).filter((name) => name.startsWith('app-'))
  const script = join(root, 'scripts/bench/read-back.mjs')
  const rows = []
  for (const name of names) {
    const taken: { hash: number; readBack: number }[] = JSON.parse(
      await run(process.execPath, [script, join(folder, name), '5'], { quiet: true }),
    )
    const hash = median(taken.map((each) => each.hash))
    const readBack = median(taken.map((each) => each.readBack))
    rows.push({
      binary: name,
      'ms to hash': hash,
      'ms to read back': readBack,
      ratio: (readBack / hash).toFixed(2),
      'at most': 2,
    })
  }
  return rows
}
