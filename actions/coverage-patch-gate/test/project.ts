import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { runGit } from './run-git.ts'

/** Files by path; null removes one. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>

/** A clone of one test, with real git. */
export interface Project {
  readonly folder: string
  git(...args: readonly string[]): Promise<string>
  /** Changes files without committing them. */
  write(files: Files): Promise<void>
  /** Commits files to what is checked out, and returns the commit. */
  commit(files: Files): Promise<string>
}

/** Creates a clone whose branch `main` has these files. */
export async function openProject(files: Files): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'coverage-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const git = (...args: readonly string[]) => runGit(folder, ...args)
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
  await commit(files)
  return { folder, git, write, commit }
}

/** A pull request whose merge is checked out, as actions/checkout does on GitHub. */
export interface OpenedChange {
  readonly head: string
  readonly base: string
}

/** Commits a change to a branch, and checks out its merge onto `main`. */
export async function openChange(project: Project, change: Files, onMain: Files = {}): Promise<OpenedChange> {
  const { git, commit } = project
  await git('checkout', '--quiet', '-b', 'feature')
  const head = await commit(change)
  await git('checkout', '--quiet', 'main')
  const base = Object.keys(onMain).length > 0 ? await commit(onMain) : await git('rev-parse', 'HEAD')
  await git('checkout', '--quiet', '--detach')
  await git('merge', '--quiet', '--no-ff', '--message', 'Merge', head)
  return { head, base }
}
