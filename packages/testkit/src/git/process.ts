import { spawn } from 'node:child_process'

/** Runs git in one folder, without the configuration of the user or the machine. */
export interface Git {
  /**
   * @returns stdout of a git that exits with 0, or with one of `accept`
   * @throws Error with stderr otherwise
   */
  (args: readonly string[], input?: Buffer, accept?: readonly number[]): Promise<Buffer>
  readonly folder: string
}

export function gitEnvironment(): Record<string, string> {
  const person = { NAME: 'testkit', EMAIL: 'testkit@example.invalid' }
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  }
}

export function gitIn(folder: string): Git {
  const run = (args: readonly string[], input?: Buffer, accept: readonly number[] = [0]): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: folder, env: gitEnvironment() })
      const stdout: Buffer[] = []
      const stderr: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
      child.once('error', reject)
      child.once('close', (code) => {
        if (code !== null && accept.includes(code)) resolve(Buffer.concat(stdout))
        else reject(new Error(`git ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr)}`))
      })
      // A git that fails early closes its stdin; its stderr is the better error.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
    })
  return Object.assign(run, { folder })
}
