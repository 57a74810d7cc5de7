import { basename } from 'node:path'
import { type Branch, findBranches } from './branches.ts'
import { type Git, readingGit } from './git.ts'
import { Refusal } from './refusal.ts'

/** What a clone shows of the change that is checked out. */
export interface Clone {
  /** The root of the work tree. */
  readonly folder: string
  /** The folder of its objects; a linked work tree has that of its repository. */
  readonly objects: string
  /** `owner/name`, as far as its origin shows them. */
  readonly repository: string
  /** The branch whose workflow and rules apply. */
  readonly defaultBranch: Branch
  /** The branch to merge the change into. */
  readonly base: Branch
  /** The branch that is checked out, at its last commit. */
  readonly head: Branch
  /** The first line of that commit's message. */
  readonly subject: string
  /** The number of commits in the head that are not in the base. */
  readonly ahead: number
  /** Paths that differ from the head: staged, changed or new. */
  readonly uncommitted: readonly string[]
}

/**
 * Reads the clone that contains a folder.
 * @param base the branch to merge into; undefined means the default branch
 * @throws Refusal if the folder is not in a clone, or the clone lacks what a pull request needs
 */
export async function readClone(folder: string, base: string | undefined): Promise<Clone> {
  const git = readingGit(folder)
  const top = await git('rev-parse', '--show-toplevel')
  if (!top)
    throw new Refusal(
      `${folder} is in no clone of a git repository: go into the one that you want to push from.`,
    )
  await assertReadable(git)
  const head = await readHead(git)
  const branches = await findBranches(git, base)
  const [objects, remote, subject, ahead, status] = await Promise.all([
    git('rev-parse', '--path-format=absolute', '--git-path', 'objects'),
    git('remote', 'get-url', 'origin'),
    git('show', '--no-patch', '--format=%s', head.sha),
    git('rev-list', '--count', `${branches.base.sha}..${head.sha}`),
    git('status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'),
  ])
  return {
    folder: top,
    objects: objects ?? '',
    repository: repositoryName(remote, top),
    ...branches,
    head,
    subject: subject ?? '',
    ahead: Number(ahead),
    uncommitted: (status ?? '')
      .split('\0')
      .filter(Boolean)
      .map((line) => line.slice(3)),
  }
}

/**
 * Returns which of some files differ between two commits.
 * @param folder the clone's
 */
export async function differingFiles(
  folder: string,
  paths: readonly string[],
  [one, other]: readonly [string, string],
): Promise<string[]> {
  const git = readingGit(folder)
  const differs = await Promise.all(
    paths.map(async (path) => {
      const [here, there] = await Promise.all(
        [one, other].map((commit) => git('rev-parse', '--verify', '--quiet', `${commit}:${path}`)),
      )
      return here !== there
    }),
  )
  return paths.filter((_, index) => differs[index])
}

/**
 * The stand-in merges trees without a work tree, which older versions of git cannot.
 * https://git-scm.com/docs/git-merge-tree
 */
const leastGit = [2, 38] as const

async function assertReadable(git: Git): Promise<void> {
  const version = (await git('version')) ?? ''
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).map(Number)
  if (major < leastGit[0] || (major === leastGit[0] && minor < leastGit[1]))
    throw new Refusal(`This is ${version}, and ${leastGit.join('.')} or newer is needed.`)
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true')
    throw new Refusal(
      'This clone is shallow, so where your branch left its base may be cut off: git fetch --unshallow',
    )
  if ((await git('rev-parse', '--show-object-format')) !== 'sha1')
    throw new Refusal('This clone names its objects by SHA-256, which GitHub does not know either.')
  if (await git('config', '--get-regexp', '^remote\\..*\\.promisor$'))
    throw new Refusal(
      'This clone was made with --filter, so files may be missing from it: try in a clone without.',
    )
}

async function readHead(git: Git): Promise<Branch> {
  const ref = await git('symbolic-ref', '--quiet', 'HEAD')
  const sha = await git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  if (!sha) throw new Refusal('There is no commit here yet: what is tried is what is committed.')
  if (!ref)
    throw new Refusal(
      `HEAD is at ${sha.slice(0, 9)} and on no branch, and a pull request has one: git switch --create <name>`,
    )
  return { name: ref.replace('refs/heads/', ''), ref, sha }
}

/** Returns the last two parts of the origin's address. The address itself may contain a password and is not shown. */
function repositoryName(remote: string | undefined, folder: string): string {
  const parts = remote === undefined || /^[./]/.test(remote) ? [] : remote.split(/[/:]/).filter(Boolean)
  const [owner = '', name = ''] = parts.slice(-2).map((part) => part.replace(/\.git$/, ''))
  if ([owner, name].every((part) => /^[\w.-]+$/.test(part))) return `${owner}/${name}`
  return `local/${basename(folder).replaceAll(/[^\w.-]/g, '-') || 'clone'}`
}
