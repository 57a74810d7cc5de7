import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)

/** Files by path; null removes one. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>

/** A clone of one test, with real git. */
export interface Project {
  readonly folder: string
  /** The file that starts the program. */
  readonly entrypoint: string
  git(...args: readonly string[]): Promise<string>
  /** Changes files without committing them. */
  write(files: Files): Promise<void>
  /** Commits files to what is checked out, and returns the commit. */
  commit(files: Files): Promise<string>
}

/** A program that deno can compile for every target. */
export const program: Files = {
  'deno.json': '{\n  "name": "@acme/kato",\n  "version": "1.2.3"\n}\n',
  'main.ts': "import { greet } from './greet.ts'\nconsole.log(greet('kato'))\n",
  'greet.ts': 'export const greet = (name: string): string => `hello ${name}`\n',
}

/** The same program in JavaScript: its types are not checked, which takes most of the time of a small compilation. */
const script: Files = {
  'deno.json': program['deno.json'] ?? null,
  'main.js': "import { greet } from './greet.js'\nconsole.log(greet('kato'))\n",
  'greet.js': 'export const greet = (name) => `hello ${name}`\n',
}

/** Creates a clone whose branch `main` has these files, in addition to those of {@link program}. */
export function openProject(files: Files = {}): Promise<Project> {
  return openClone({ ...program, ...files }, 'main.ts')
}

/** Creates a clone with these files and a program in JavaScript, for tests in which nothing depends on types. */
export function openScript(files: Files = {}): Promise<Project> {
  return openClone({ ...script, ...files }, 'main.js')
}

async function openClone(files: Files, entrypoint: string): Promise<Project> {
  const project = await createClone(entrypoint)
  onTestFinished(() => rm(project.folder, { recursive: true, force: true }))
  await project.commit(Object.fromEntries(Object.entries(files).filter(hasContent)))
  return project
}

const hasContent = ([, content]: [string, unknown]) => content !== null

/** Creates an empty clone. The caller removes its folder. */
export async function createClone(entrypoint = 'main.ts'): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'compile-'))
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_AUTHOR_DATE: '2026-03-01T12:00:00Z',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_COMMITTER_DATE: '2026-03-01T12:00:00Z',
  }
  const git = async (...args: readonly string[]) =>
    (await run('git', args, { cwd: folder, env })).stdout.trim()
  const write = async (changed: Files) => {
    for (const [path, content] of Object.entries(changed)) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      await (content === null ? rm(file) : writeFile(file, content))
    }
  }
  const commit = async (changed: Files) => {
    await write(changed)
    await git('add', '--all', '--', ...Object.keys(changed))
    await git('commit', '--quiet', '--allow-empty', '--message', 'Change')
    return git('rev-parse', 'HEAD')
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  return { folder, entrypoint, git, write, commit }
}
