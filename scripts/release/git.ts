import { execFile } from 'node:child_process'
import { OutsideError } from '@suite/errors'
import { releaseReasons } from './reasons.ts'

/** Runs git in one repository. */
export type Git = (
  args: readonly string[],
  given?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<string>

/**
 * Git in `folder`: text in, text out, without the newline at its end.
 * @throws OutsideError `git-failed` with what git said
 */
export function gitIn(folder: string): Git {
  return (args, { input = '', env = {} } = {}) =>
    new Promise((resolve, reject) => {
      const options = {
        cwd: folder,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', ...env },
        maxBuffer: 64 * 1024 * 1024,
      }
      const child = execFile('git', args, options, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout.replace(/\n$/, ''))
        const said = withoutCredentials(stderr.trim() || error.message)
        reject(
          new OutsideError(releaseReasons['git-failed'], `git ${args[0]}: ${said}`, 'See what git says.'),
        )
      })
      child.stdin?.on('error', () => {}) // Git may end without reading; its exit code tells why.
      child.stdin?.end(input)
    })
}

/** An address may carry a token: `https://user:token@host/…`. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/:\/\/[^/@\s]{1,1000}@/g, '://')
}

/** The refs of a remote, by full name: object ids; that of a peeled tag under `<name>^{}`. */
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
