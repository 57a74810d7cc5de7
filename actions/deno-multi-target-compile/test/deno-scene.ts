import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openClone } from '@suite/changes/clone'
import { allBaseTargets, type BaseTarget, deno, makeArchive, makeBase } from '@suite/testkit/deno'
import { startRepository, temporaryFolder } from '../../../packages/changes/test/clone.ts'
import { type BuildTerms, buildAll } from '../src/deno/build-all.ts'
import { findDeno } from '../src/deno/find-deno.ts'
import { openDeno } from '../src/deno/open-deno.ts'
import type { CompileOrder } from '../src/deno/program-arguments.ts'
import { layOutCommit } from '../src/source/lay-out.ts'
import { requireProject } from '../src/source/require-project.ts'

const signal = new AbortController().signal

export const realDeno = 'program' in deno ? deno : undefined

export interface SceneOptions {
  readonly files: Readonly<Record<string, string>>
  readonly registry?: string
  readonly targets?: readonly BaseTarget[]
  readonly order?: Partial<Omit<CompileOrder, 'project'>>
  readonly workingDirectory?: string
  readonly entrypoint?: string
  /** Whether deno writes the lock file before the commit. Default true. */
  readonly lock?: boolean
  /** Modules that the lock file is about, besides the entrypoint. */
  readonly alsoLocked?: readonly string[]
}

/** A repository with a program of deno. It is compiled by the real deno over small bases. */
export async function denoScene(options: SceneOptions) {
  const {
    files,
    registry,
    targets = allBaseTargets,
    order = {},
    workingDirectory = '.',
    entrypoint = 'main.ts',
  } = options
  const passed = registry === undefined ? {} : { NPM_CONFIG_REGISTRY: registry }
  if (realDeno === undefined) throw new Error('there is no deno')
  const { folder, commit } = await startRepository()
  await commit(files)
  if (options.lock !== false)
    await writeLock(join(folder, workingDirectory), [entrypoint, ...(options.alsoLocked ?? [])], passed)
  await commit({ '.gitignore': 'node_modules\n' })
  const temporary = await temporaryFolder()
  const bases = await writeBases(temporary, targets)
  const folders = {
    denoDir: join(temporary, 'deno-dir'),
    home: join(temporary, 'home'),
    temporary: join(temporary, 'temporary'),
  }
  const runner = { PATH: join(realDeno.program, '..') }
  const environment = { folders, passed, runner, caFile: undefined }
  return {
    folder,
    temporary,
    commit,
    runner,
    /** Lays out and builds everything from nothing. */
    async build(name: string, change: Partial<BuildTerms> = {}) {
      return buildAll({ ...(await terms()), output: join(temporary, name), ...change })
    },
    /** Lays out once, and builds everything twice. */
    async buildTwice() {
      const same = await terms()
      const first = await buildAll({ ...same, output: join(temporary, 'first') })
      return [first, await buildAll({ ...same, output: join(temporary, 'second') })] as const
    },
  }

  async function terms(): Promise<Omit<BuildTerms, 'output'>> {
    const clone = openClone(folder, signal)
    const include = order.include ?? []
    const permissions = order.permissions ?? []
    const laid = await layOutCommit(clone, { to: join(temporary, 'source'), include, workingDirectory })
    const project = await requireProject(laid, {
      entrypoint,
      workingDirectory,
      config: undefined,
      permissions,
    })
    const found = await findDeno({ runner, environment: {}, version: undefined, signal, timeout: 60_000 })
    const rest = { permissions, project, include: laid.includeArguments }
    const whole = { name: 'app', flags: [], exclude: [], ...order, ...rest }
    const opened = openDeno({
      found,
      environment,
      folder: laid.folder,
      order: whole,
      timeLeft: () => 600_000,
      signal,
      redact: (text) => text.replaceAll('s3cret', '***'),
    })
    return { deno: opened, laid, folders, bases, order: whole, concurrency: 2, onProgress() {} }
  }
}

async function writeBases(temporary: string, targets: readonly BaseTarget[]) {
  await mkdir(join(temporary, 'bases'))
  return Promise.all(
    targets.map(async (target) => {
      const archive = makeArchive(target, makeBase(target, { prints: 'app 1.0.0' }))
      const path = join(temporary, 'bases', `${target}.zip`)
      await writeFile(path, archive)
      return { target, path, sha256: createHash('sha256').update(archive).digest('hex') }
    }),
  )
}

async function writeLock(cwd: string, modules: readonly string[], passed: Readonly<Record<string, string>>) {
  const home = await temporaryFolder()
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: home,
    DENO_DIR: join(home, 'deno-dir'),
    NO_COLOR: '1',
    ...passed,
  }
  if (realDeno === undefined) throw new Error('there is no deno')
  await promisify(execFile)(realDeno.program, ['install', '--entrypoint', ...modules], { cwd, env })
}

/** Returns the SHA-256 sum of each binary by its target. */
export async function sumsOf(binaries: readonly { readonly target: string; readonly path: string }[]) {
  const sums = new Map<string, string>()
  for (const { target, path } of binaries)
    sums.set(
      target,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    )
  return sums
}
