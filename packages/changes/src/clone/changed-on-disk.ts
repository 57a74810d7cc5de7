import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { undefinedIfMissing } from '@suite/folders'
import type { ChangedLines } from '../changed-lines.ts'
import { encodePath } from '../path-bytes.ts'
import { pathIn, unknownAnswer } from './answers.ts'
import { bytesOf, fieldsOf } from './fields.ts'
import { type Clone, createGit, variablesOfClone } from './program.ts'

/** What must be on disk: the content of a file, or the target of a symlink, by its object id. */
export type Expected = Pick<ChangedLines, 'path' | 'kind' | 'newId'>

type State = 'same' | 'different' | 'absent'

/** No program of the clone runs, no flag hides a file, and the right to run a file is no content. */
export const runNothing = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.ignoreStat=false',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'core.fileMode=false',
]

/**
 * Returns the paths whose content in the working tree is not the given one, in the order given. The contents are
 * compared, so neither a time stamp nor a flag of the index hides an edit. A content that git would write for the
 * blob is the same, as with `autocrlf` or a filter. A missing file is different, unless a sparse checkout leaves it
 * out. Submodules and removed files are passed over.
 * @throws OutsideError `git-failed` if git does not answer
 */
export async function changedOnDisk(clone: Clone, files: readonly Expected[]): Promise<readonly string[]> {
  const root = pathIn(await clone.git('rev-parse', '--show-toplevel'), 'rev-parse --show-toplevel')
  const different: Expected[] = []
  const absent: Expected[] = []
  for (const file of files) {
    const state = await stateOf(root, file)
    if (state === 'different') different.push(file)
    if (state === 'absent') absent.push(file)
  }
  const found = new Set([
    ...(different.length > 0 ? await differentForGit(clone, root, different) : []),
    ...(absent.length > 0 ? await absentForGit(clone, root, absent) : []),
  ])
  return files.map(({ path }) => path).filter((path) => found.has(path))
}

/** Compares the bytes, which most often are those of the blob. */
async function stateOf(root: string, { path, kind, newId }: Expected): Promise<State> {
  if (kind === 'submodule' || newId === undefined) return 'same'
  const place = Buffer.concat([Buffer.from(`${root}/`), encodePath(path)])
  const stats = await lstat(place).catch(undefinedIfMissing)
  if (stats === undefined) return 'absent'
  const hash = createHash(newId.length === 64 ? 'sha256' : 'sha1')
  if (stats.isSymbolicLink()) {
    const target = await readlink(place, { encoding: 'buffer' })
    hash.update(`blob ${target.length}\0`).update(target)
    return kind === 'symlink' && hash.digest('hex') === newId ? 'same' : 'different'
  }
  if (!stats.isFile()) return 'different'
  hash.update(`blob ${stats.size}\0`)
  for await (const chunk of createReadStream(place)) hash.update(chunk)
  return kind === 'file' && hash.digest('hex') === newId ? 'same' : 'different'
}

/**
 * Asks git, with an index of its own: it holds only these files, no time stamps and no flags. The last entry of the
 * index is a file that is not on disk, so an answer without it is no answer.
 */
async function differentForGit(
  clone: Clone,
  root: string,
  files: readonly Expected[],
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'index-'))
  try {
    const variables = { ...variablesOfClone(), GIT_INDEX_FILE: join(folder, 'index') }
    const { callGit } = createGit(root, clone.signal, { ...clone.options, variables })
    const rows = files.map(
      ({ path, kind, newId }) => `${kind === 'symlink' ? '120000' : '100644'} ${newId}\t${path}`,
    )
    const last = `${lastOf(files)}~${randomUUID()}`
    rows.push(`100644 ${files[0]?.newId}\t${last}`)
    await callGit({ args: [...runNothing, 'update-index', '-z', '--index-info'], input: bytesOf(rows) })
    // It ends with 1 if it finds a difference, which the next call reports.
    await callGit({ args: [...runNothing, 'update-index', '-q', '--refresh'], mayEndWith1: true })
    const different = fieldsOf(await callGit({ args: [...runNothing, 'diff-files', '--name-only', '-z'] }))
    if (different.at(-1) !== last) throw unknownAnswer('diff-files', different.join('\n'))
    return different.slice(0, -1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns the path that git sorts last: by bytes. */
function lastOf(files: readonly Expected[]): string {
  return files
    .map(({ path }) => path)
    .reduce((last, path) => (Buffer.compare(encodePath(path), encodePath(last)) > 0 ? path : last), '')
}

/** Returns those that the checkout should hold: the index does not mark them as left out on purpose. */
async function absentForGit(
  clone: Clone,
  root: string,
  files: readonly Expected[],
): Promise<readonly string[]> {
  const { git } = createGit(root, clone.signal, clone.options)
  const leftOut = new Set(
    fieldsOf(await git('ls-files', '-t', '-z', '--cached'))
      .filter((field) => field.startsWith('S '))
      .map((field) => field.slice(2)),
  )
  return files.map(({ path }) => path).filter((path) => !leftOut.has(path))
}
