import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import { UsageError } from '@suite/errors'
import { describeEnd, runProgram, type Variables } from '@suite/program'
import { visible } from '@suite/report'
import { denoReasons } from './reasons.ts'

/** `--app-name` came with 2.9.0. */
const least = [2, 9, 0] as const

const v8Line = /^v8 ([\w.-]{1,80})$/
const firstLine = /^deno (\d{1,4}\.\d{1,4}\.\d{1,4}) \(stable, release, [\w.-]{1,80}\)$/

export interface FoundDeno {
  /** The absolute path of the program. */
  readonly program: string
  /** Such as `2.9.6`. */
  readonly version: string
  /** The version of V8 in it, such as `15.0.245.2-rusty`. */
  readonly v8: string
}

export interface FindTerms {
  readonly runner: Variables
  /** The environment in which it is asked for its version. */
  readonly environment: Variables
  /** The exact version that is required; undefined means any that is new enough. */
  readonly version: string | undefined
  readonly signal: AbortSignal
  readonly timeout: number
}

/**
 * Returns the first deno on PATH.
 * @throws UsageError `deno-unusable` if there is none, if it is another version, if DENORT_BIN is set, or if it would use a
 * denort that is next to it
 */
export async function findDeno(terms: FindTerms): Promise<FoundDeno> {
  const { runner, version: wanted } = terms
  if (runner.DENORT_BIN)
    throw refuse(
      'DENORT_BIN is set, which makes deno put the program into a file that nobody checks',
      'Unset DENORT_BIN before this step; give denort-url and denort-sums instead.',
    )
  const program = await findProgram(runner.PATH ?? runner.Path ?? '')
  if (program === undefined) throw refuse('there is no deno on PATH', setUp(wanted))
  await refuseNeighbour(program)
  const { version, v8 } = await versionsOf(program, terms)
  if (wanted !== undefined && version !== wanted)
    throw refuse(
      `deno on PATH is ${version}, and deno-version asks for ${wanted}: ${visible(program)}`,
      setUp(wanted),
    )
  if (isOlder(version))
    throw refuse(`deno on PATH is ${version}, and at least ${least.join('.')} is needed`, setUp(wanted))
  return { program, version, v8 }
}

async function findProgram(path: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'deno.exe' : 'deno'
  for (const folder of path.split(delimiter).filter((each) => isAbsolute(each))) {
    const file = join(folder, name)
    const isProgram = await access(file, constants.X_OK)
      .then(() => stat(file))
      .then(
        (found) => found.isFile(),
        () => false,
      )
    if (isProgram) return file
  }
  return undefined
}

/** In a folder that is called target, deno takes a denort next to it for one of its own build, whatever it is. */
async function refuseNeighbour(program: string): Promise<void> {
  const folder = dirname(await realpath(program))
  const neighbour = join(folder, process.platform === 'win32' ? 'denort.exe' : 'denort')
  if (!folder.split(sep).includes('target') || !(await stat(neighbour).catch(() => undefined))) return
  throw refuse(
    `deno would put the program into ${visible(neighbour)}, which nobody checks`,
    'Remove that file, or install deno in a folder whose path has no part "target".',
  )
}

async function versionsOf(
  program: string,
  { environment, signal, timeout }: FindTerms,
): Promise<Pick<FoundDeno, 'version' | 'v8'>> {
  const ended = await runProgram({ file: program, args: ['--version'], environment, signal, timeout })
  if (ended.exitCode !== 0 || ended.stopped !== undefined)
    throw refuse(`${visible(program)} --version ${describeEnd(ended)}`, setUp(undefined))
  const [said = '', second = ''] = ended.stdout.toString('utf8').split(/\r?\n/)
  const version = firstLine.exec(said)?.[1]
  const v8 = v8Line.exec(second)?.[1]
  if (version === undefined || v8 === undefined)
    throw refuse(
      `${visible(program)} is not a stable release of deno: it says ${visible(said, 200) || 'nothing'}`,
      setUp(undefined),
    )
  return { version, v8 }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const differing = least.findIndex((part, index) => parts[index] !== part)
  return differing !== -1 && (parts[differing] ?? 0) < (least[differing] ?? 0)
}

function setUp(version: string | undefined): string {
  return `Put denoland/setup-deno with deno-version: ${version ?? 'an exact version'} before this step, without a cache.`
}

function refuse(what: string, fix: string): UsageError {
  return new UsageError(denoReasons['deno-unusable'], what, fix)
}
