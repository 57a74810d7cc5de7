import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { Entry, Files, Mode } from './files.ts'

/** Real git in one repository. */
export interface Clone {
  /** Returns what git prints, without the last line break; undefined if git exits with 1, as for a conflict. */
  git(args: readonly string[], input?: string): Promise<string | undefined>
  /** Writes commits in this order; returns their ids. A parent is an id, or the position of an earlier commit. */
  write(commits: readonly NewCommit[]): Promise<readonly string[]>
  /** Returns the files of a commit or tree. */
  read(tree: string): Promise<Files>
}

export interface NewCommit {
  readonly parents: readonly (string | number)[]
  readonly files: Files
}

const person = { NAME: 'drawn', EMAIL: 'drawn@example.invalid', DATE: '1700000000 +0000' }
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) =>
      Object.entries(person).map(([name, value]) => [`GIT_${who}_${name}`, value]),
    ),
  ),
}

export function openClone(folder: string): Clone {
  const known = new Map<string, string>()
  const run: Clone['git'] = (args, input = '') =>
    new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: folder, env: environment })
      const stdout: Buffer[] = []
      const stderr: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
      child.once('error', reject)
      child.once('close', (code) => {
        if (code === 0) resolve(Buffer.concat(stdout).toString())
        else if (code === 1) resolve(undefined)
        else reject(new Error(`git ${args.join(' ')} exits with ${code}: ${Buffer.concat(stderr)}`))
      })
      child.stdin.on('error', () => {})
      child.stdin.end(input)
    })
  const git: Clone['git'] = async (args, input) => (await run(args, input))?.replace(/\n$/, '')
  return {
    git,
    async write(commits) {
      if (commits.length === 0) return []
      for (const { files } of commits)
        for (const { mode, text } of files.values()) if (mode !== '160000') known.set(blobId(text), text)
      return ((await git(['fast-import', '--quiet', '--force'], streamOf(commits))) ?? '').split('\n')
    },
    async read(tree) {
      const rows = ((await git(['ls-tree', '-r', '-z', tree])) ?? '').split('\0').filter(Boolean)
      const files = new Map<string, Entry>()
      for (const row of rows) {
        const [about = '', path = ''] = row.split('\t')
        const [mode = '', , id = ''] = about.split(' ')
        const text = mode === '160000' ? id : (known.get(id) ?? (await run(['cat-file', 'blob', id])) ?? '')
        files.set(path, { mode: mode as Mode, text })
      }
      return files
    },
  }
}

function blobId(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex')
}

/** @see https://git-scm.com/docs/git-fast-import */
function streamOf(commits: readonly NewCommit[]): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  return commits
    .map(({ parents, files }, at) =>
      [
        // No branch of the forge: the pull requests are opened later.
        `commit refs/drawn/new\nmark :${at + 1}\ncommitter ${person.NAME} <${person.EMAIL}> ${person.DATE}\n`,
        data('Change'),
        ...parents.map(
          (parent, place) =>
            `${place === 0 ? 'from' : 'merge'} ${typeof parent === 'number' ? `:${parent + 1}` : parent}\n`,
        ),
        'deleteall\n',
        ...[...files].map(([path, { mode, text }]) =>
          mode === '160000' ? `M ${mode} ${text} ${path}\n` : `M ${mode} inline ${path}\n${data(text)}`,
        ),
        `get-mark :${at + 1}\n`,
        // The next commit has its own parents.
        'reset refs/drawn/new\n\n',
      ].join(''),
    )
    .join('')
}
