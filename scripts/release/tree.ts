import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Git, gitIn } from './git.ts'
import { type Project, stageTree } from './stage.ts'

/** The published files, as an object of the repository. */
export interface PublishedTree {
  /** The object id. */
  readonly tree: string
  /** Its size as `tar.gz` in bytes, which a runner downloads once in each job. */
  readonly archiveBytes: number
}

/** Writes the files that a built project publishes into `staging`, and stores them as a tree. */
export async function buildTree(project: Project, staging: string): Promise<PublishedTree> {
  const git = gitIn(project.folder)
  const tree = await writeTree(git, staging, await stageTree(project, staging))
  return { tree, archiveBytes: await measureArchive(git, tree) }
}

/**
 * Writes files of `folder` as one tree of the repository, byte for byte, regardless of the user's filters, attributes
 * and ignore rules. It uses an index of its own, so that the user's index, work tree and refs stay unchanged. Returns
 * the tree's object id.
 */
async function writeTree(git: Git, folder: string, paths: readonly string[]): Promise<string> {
  const temporary = await mkdtemp(join(tmpdir(), 'release-index-'))
  try {
    const files = paths.map((path) => `${join(folder, path)}\n`).join('')
    const ids = (await git(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: files })).split(
      '\n',
    )
    const entries = paths.map((path, index) => `100644 ${ids[index]}\t${path}\0`).join('')
    const env = { GIT_INDEX_FILE: join(temporary, 'index') }
    await git(['update-index', '-z', '--index-info'], { input: entries, env })
    return await git(['write-tree'], { env })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function measureArchive(git: Git, tree: string): Promise<number> {
  const temporary = await mkdtemp(join(tmpdir(), 'release-archive-'))
  try {
    const file = join(temporary, 'tree.tar.gz')
    await git(['archive', '--format=tar.gz', `--output=${file}`, tree])
    return (await stat(file)).size
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
