import { execFile } from 'node:child_process'
import { OutsideError } from '@suite/errors'
import { findProgram } from '../../packages/program/src/index.ts'
import { releaseReasons } from './reasons.ts'

/** Runs git in one repository. */
export type Git = (
  args: readonly string[],
  given?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<string>

/**
 * Returns git in `folder`: text in, text out, without the trailing newline.
 * @throws OutsideError `git-failed` with git's message
 */
export function gitIn(folder: string): Git {
  const program = findProgram('git', process.env)
  return async (args, { input = '', env = {} } = {}) => {
    const path = (await program) ?? 'git'
    return new Promise((resolve, reject) => {
      const options = {
        cwd: folder,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', ...env },
        maxBuffer: 64 * 1024 * 1024,
      }
      const child = execFile(path, args, options, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout.replace(/\n$/, ''))
        const said = withoutCredentials(stderr.trim() || error.message)
        reject(
          new OutsideError(releaseReasons['git-failed'], `git ${args[0]}: ${said}`, 'See what git says.'),
        )
      })
      child.stdin?.on('error', () => {}) // Git may end without reading; its exit code then says why.
      child.stdin?.end(input)
    })
  }
}

/** Returns a text without the credentials of addresses: `https://user:token@host/…`. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/:\/\/[^/@\s]{1,1000}@/g, '://')
}

/** Returns the refs of a remote by full name, with their object ids; a peeled tag is under `<name>^{}`. */
export async function readRemoteRefs(git: Git, remote: string): Promise<ReadonlyMap<string, string>> {
  const listed = await git(['ls-remote', remote])
  const lines = listed.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [id = '', ref = ''] = line.split('\t')
      return [ref, id]
    }),
  )
}
