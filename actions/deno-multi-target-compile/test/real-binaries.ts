import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import {
  allBaseTargets,
  type BaseTarget,
  deno,
  makeArchive,
  makeBase,
  placeArchives,
} from '@suite/testkit/deno'
import { type Inspection, inspect } from '../src/binary/inspect.ts'
import { isBinaryProblem } from '../src/binary/problem.ts'

const run = promisify(execFile)

export interface Compilation {
  /** Contents by path; `main.ts` is compiled. */
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly flags?: readonly string[]
  readonly targets?: readonly BaseTarget[]
  /** Bytes that are added to each base. */
  readonly padding?: number
  /** Bases of a test's own. */
  readonly bases?: ReadonlyMap<BaseTarget, Buffer>
  /** Seconds since 1970: the time of every file. */
  readonly time?: number
}

export interface Compiled {
  /** The folder that was compiled; it exists no more. */
  readonly folder: string
  readonly binaries: ReadonlyMap<BaseTarget, Buffer>
}

/** Compiles a program with the real deno over small bases. Two equal compilations give equal bytes. */
export async function compile(compilation: Compilation): Promise<Compiled> {
  const {
    files,
    flags = [],
    targets = allBaseTargets,
    padding = 0,
    bases,
    time = 1_700_000_000,
  } = compilation
  if ('missing' in deno) throw new Error(deno.missing)
  const root = await mkdtemp(join(tmpdir(), 'binaries-'))
  const folder = join(root, 'project')
  try {
    await writeFiles(folder, files, time)
    const baseOf = (target: BaseTarget) =>
      bases?.get(target) ?? makeBase(target, { prints: 'app 1.2.3', padding })
    await placeArchives(
      join(root, 'deno'),
      deno.version,
      targets.map((target) => [target, makeArchive(target, baseOf(target))] as const),
    )
    const env = { DENO_DIR: join(root, 'deno'), DENO_NO_UPDATE_CHECK: '1', HOME: root, PATH: '' }
    const binaries = new Map<BaseTarget, Buffer>()
    for (const target of targets) {
      const output = join(root, `app${target.includes('windows') ? '.exe' : ''}`)
      const args = ['compile', '--no-check', '--target', target, '--app-name', 'app', '-o', output]
      await run(deno.program, [...args, ...flags, 'main.ts'], { cwd: folder, env })
      binaries.set(target, await readFile(output))
      await rm(output)
    }
    return { folder, binaries }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

async function writeFiles(folder: string, files: Compilation['files'], time: number): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
    await utimes(join(folder, path), time, time)
  }
}

/** A program of two files and a text, at version 1.2.3. */
export const program = {
  'deno.json': '{ "name": "@team/app", "version": "1.2.3" }\n',
  'main.ts': 'import { greet } from "./greet.ts"\nconsole.log(greet("you"))\n',
  'greet.ts': 'export function greet(name: string): string {\n  return `hello ${name}`\n}\n',
  'assets/help.txt': 'Write a name.\n',
}

/** Returns the binary of one target. */
export function binaryOf({ binaries }: Compiled, target: BaseTarget): Buffer {
  const binary = binaries.get(target)
  if (binary === undefined) throw new Error(`nothing was compiled for ${target}`)
  return binary
}

/** Returns what a binary is. */
export function read(binary: Uint8Array): Inspection {
  const inspection = inspect(binary)
  if (isBinaryProblem(inspection)) throw new Error(inspection.what)
  return inspection
}

/** Returns why a binary cannot be read. */
export function problemOf(binary: Uint8Array): string {
  const inspection = inspect(binary)
  return isBinaryProblem(inspection) ? inspection.what : 'it was read'
}
