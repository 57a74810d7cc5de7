import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTemporaryFolder } from '@suite/folders'
import { describeEnd, runProgram } from '@suite/program'
import { visible } from '@suite/report'
import { printsVersion } from './prints-version.ts'
import type { TargetName } from './targets.ts'

/** How the binary for this machine ran. */
export interface SmokeRun {
  readonly target: TargetName
  readonly args: readonly string[]
  /** What is wrong, as the end of "the binary …"; undefined if it exited with 0 and printed the version. */
  readonly problem: string | undefined
}

/** The binary for this machine, and how it is run. */
export interface SmokeCall {
  readonly target: TargetName
  readonly program: string
  readonly args: readonly string[]
  readonly version: string
  /** Where an empty folder is made, in which the program runs. */
  readonly temporary: string
  /** In milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** A program that prints its version needs no longer than this, in milliseconds. */
const longest = 120_000

/**
 * Runs a binary once and returns what is wrong with it. The program sees an empty folder as its home, and no variable
 * of the runner: neither a token nor a path that only exists here.
 */
export async function runOnce(call: SmokeCall): Promise<SmokeRun> {
  const { target, program, args, version, temporary, timeout, signal } = call
  const home = await makeTemporaryFolder(join(temporary, 'smoke-'))
  try {
    const ended = await runProgram({
      file: program,
      args,
      cwd: home,
      environment: {
        HOME: home,
        TMPDIR: home,
        NO_COLOR: '1',
        LC_ALL: 'C',
        // Windows would add those of the runner.
        ...(process.platform === 'win32' && { USERPROFILE: home, TEMP: home, TMP: home }),
      },
      timeout: Math.min(timeout, longest),
      signal,
    })
    const printed = [ended.stdout, ended.stderr].map((bytes) => bytes.toString('utf8'))
    const isGood = ended.exitCode === 0 && ended.stopped === undefined
    if (isGood && printed.some((text) => printsVersion(text, version)))
      return { target, args, problem: undefined }
    const said = lastLine(printed)
    const how = isGood ? `did not print ${version}` : describeEnd(ended)
    return { target, args, problem: said === undefined ? `${how} and printed nothing` : `${how}: ${said}` }
  } catch (error) {
    return { target, args, problem: error instanceof Error ? error.message : String(error) }
  } finally {
    await rm(home, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Returns the last line of standard error or, if there is none, of standard output. */
function lastLine([stdout = '', stderr = '']: readonly string[]): string | undefined {
  const lines = [stderr, stdout].flatMap((text) => text.trim().split('\n').at(-1)?.trim() || [])
  return lines[0] === undefined ? undefined : visible(lines[0], 200)
}
