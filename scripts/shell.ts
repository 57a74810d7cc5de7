import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { commandLineFor, findProgram } from '../packages/program/src/index.ts'
import { root } from './actions.ts'
import { withFolderOnPath } from './bootstrap/platform.mjs'

/** This project's own tools come first, even if a script of another copy started this one. */
const ownTools = withFolderOnPath(process.env, join(root, 'node_modules/.bin'), process.platform)

interface Options {
  readonly cwd?: string
  /** Variables in addition to those of this process. */
  readonly variables?: Readonly<Record<string, string>>
  /** Captures the output, to return it, or to print it if the program fails. */
  readonly quiet?: boolean
  /** Accepts any exit code; the caller judges the output. */
  readonly tolerate?: boolean
}

/** A program of the project that did not exit with 0. Its own output explains why, so a stack does not help. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed'
}

/**
 * Runs a program of the project, as its platform finds it: on Windows those of npm are batch files. Returns its standard
 * output if `quiet` is set.
 * @throws ProgramFailed if it exits with anything but 0, unless that is tolerated
 */
export async function run(
  command: string,
  args: readonly string[],
  { cwd = root, quiet = false, tolerate = false, variables = {} }: Options = {},
): Promise<string> {
  const env = { ...ownTools, ...variables }
  const path = (await findProgram(command, env)) ?? command
  const line = commandLineFor(path, args, process.platform === 'win32')
  return new Promise((resolve, reject) => {
    const stream = quiet ? 'pipe' : 'inherit'
    const child = spawn(line.file, line.args, {
      cwd,
      env,
      stdio: ['ignore', stream, stream],
      windowsHide: true,
      windowsVerbatimArguments: line.isVerbatim,
    })
    const printed: Buffer[] = []
    const complained: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => complained.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const text = Buffer.concat(printed).toString('utf8')
      if (code === 0 || (tolerate && signal === null)) return resolve(text)
      const all = `${text}${Buffer.concat(complained).toString('utf8')}`
      reject(new ProgramFailed(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${all}`.trimEnd()))
    })
  })
}
