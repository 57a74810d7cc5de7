import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './actions.ts'

/** This project's own tools come first, also where a script of another copy of it started this one. */
const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter) }

interface Options {
  readonly cwd?: string
  /** Keeps what is printed, to return it, or to show it if the program fails. */
  readonly quiet?: boolean
  /** Takes any exit code: the output says what to think of it. */
  readonly tolerate?: boolean
}

/** A program of the project that did not end with 0. What it printed says why, so that its stack is of no use. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed'
}

/**
 * Runs a program of the project. Returns what it wrote to standard output, where it is quiet.
 * @throws ProgramFailed when it ends with anything but 0, unless that is tolerated
 */
export function run(
  command: string,
  args: readonly string[],
  { cwd = root, quiet = false, tolerate = false }: Options = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = quiet ? 'pipe' : 'inherit'
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', stream, stream] })
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
