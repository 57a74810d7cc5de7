import { posixShell, powerShell } from '../../packages/report/src/index.ts'
import type { Git } from './git.ts'
import { Refusal } from './refusal.ts'

const shell = process.platform === 'win32' ? powerShell : posixShell

/** A branch of the forge, and the ref of the clone that stands for it. */
export interface Branch {
  readonly name: string
  readonly ref: string
  readonly sha: string
}

/**
 * Finds the branch to merge into and the default branch. It prefers what was last fetched from origin to a local
 * branch, because it is closer to what the forge compares with.
 * @throws Refusal if there is no such branch
 */
export async function findBranches(
  git: Git,
  wanted: string | undefined,
): Promise<{ readonly base: Branch; readonly defaultBranch: Branch }> {
  const named = wanted === undefined ? undefined : await findBranch(git, wanted.replace(/^refs\/heads\//, ''))
  if (wanted !== undefined && named === undefined)
    throw new Refusal(
      `There is no branch ${wanted} here, nor at origin: git fetch origin ${shell.quote(wanted)}`,
    )
  const pointed = await git('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD')
  const candidates = [pointed?.replace('refs/remotes/origin/', ''), 'main', 'master']
  let standard: Branch | undefined
  for (const name of candidates) standard ??= name ? await findBranch(git, name) : undefined
  const base = named ?? standard
  if (base === undefined)
    throw new Refusal(
      'The base branch is unknown: origin names no default branch, and there is neither main nor master. Name it: --base <branch>',
    )
  return { base, defaultBranch: standard ?? base }
}

async function findBranch(git: Git, name: string): Promise<Branch | undefined> {
  for (const ref of [`refs/remotes/origin/${name}`, `refs/heads/${name}`]) {
    const sha = await git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`)
    if (sha) return { name, ref, sha }
  }
  return undefined
}
