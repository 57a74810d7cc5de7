import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DrawnHistory } from './history.ts'

/** A real repository with generated histories. */
export interface DrawnRepository {
  readonly folder: string
  /** The ids of the commits of each history, in order. */
  readonly ids: readonly (readonly string[])[]
  /** Returns what git prints; undefined if it ends with 1, as it does for a conflict. */
  git(...args: readonly string[]): Promise<string | undefined>
  close(): Promise<void>
}

const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'drawn'],
      [`GIT_${who}_EMAIL`, 'drawn@example.invalid'],
      [`GIT_${who}_DATE`, '1700000000 +0000'],
    ]),
  ),
}

export async function createRepository(histories: readonly DrawnHistory[]): Promise<DrawnRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'drawn-'))
  const git = (...args: readonly string[]) =>
    new Promise<string | undefined>((resolve, reject) => {
      execFile(
        'git',
        [...args],
        { cwd: folder, env: environment, maxBuffer: 2 ** 28 },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout)
          else if (error.code === 1) resolve(undefined)
          else reject(new Error(`git ${args.join(' ')}: ${stderr}`))
        },
      )
    })
  await git('init', '--quiet', '--bare', '.')
  const marks = join(folder, 'marks')
  await fastImport(folder, streamOf(histories), marks)
  const byMark = new Map(
    (await readFile(marks, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(1).split(' ') as [string, string]),
  )
  let mark = 0
  const ids = histories.map(({ commits }) => commits.map(() => byMark.get(String(++mark)) ?? ''))
  return { folder, ids, git, close: () => rm(folder, { recursive: true, force: true }) }
}

/** @see https://git-scm.com/docs/git-fast-import */
function streamOf(histories: readonly DrawnHistory[]): string {
  const parts: string[] = []
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  let first = 1
  for (const [index, { commits }] of histories.entries()) {
    for (const [place, { parents, files }] of commits.entries()) {
      parts.push(
        `commit refs/drawn/${index}/${place}\nmark :${first + place}\n`,
        `committer drawn <drawn@example.invalid> ${1_700_000_000 + place} +0000\n`,
        data('Change'),
        ...parents.map((parent, at) => `${at === 0 ? 'from' : 'merge'} :${first + parent}\n`),
        'deleteall\n',
        ...[...files].map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
      )
    }
    first += commits.length
  }
  return parts.join('')
}

function fastImport(folder: string, stream: string, marks: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['fast-import', '--quiet', `--export-marks=${marks}`], {
      cwd: folder,
      env: environment,
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`fast-import: ${code}`))))
    child.stdin.end(stream)
  })
}
